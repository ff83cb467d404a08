// One slot of a record as text, for far sides to which every value is text. Pure, any
// thread.
#pragma once

#include <sluice/destination.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace sluice {

// Booleans become true and false, numbers their literal text, times RFC 3339. The text lies in the
// slot or in this object, and is valid as long as both are.
class SlotText {
public:
    enum class Kind : std::uint8_t {
        absent,    // the record does not have it
        empty,     // null or ""
        text,      // text() is well-formed UTF-8, and not empty
        not_text,  // an array, an object, bytes, NaN, or a type of a newer host
        not_utf8,
    };

    explicit SlotText(const sluice_value& value);
    SlotText(const SlotText&) = delete;
    SlotText& operator=(const SlotText&) = delete;

    Kind kind() const { return kind_; }
    std::string_view text() const { return text_; }

private:
    void take(std::string_view text);
    void take_double(double value);

    Kind kind_ = Kind::not_text;
    std::string_view text_;
    std::array<char, 32>
        buffer_{};  // the longest: -1.7976931348623157e+308, or a time with microseconds, 27
};

}  // namespace sluice
