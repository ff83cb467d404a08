// Is a value of a record equal to a literal of the pipeline file? Used by Filter per record, on the
// host thread. Pure.
#pragma once

#include "host/record/document.hpp"
#include "host/record/rule.hpp"
#include "host/record/source_spec.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace host {

// A number's value: exact for what fits 64 bits, else the nearest double. Nothing if the text is no
// number.
struct NumberValue {
    std::optional<std::int64_t> whole;  // 1, 1.0 and 1e0 are all whole 1
    double nearest = 0;
};
std::optional<NumberValue> number_value(std::string_view text);

class LiteralMatch {
public:
    LiteralMatch(const Literal& literal, Format format);

    // Numbers by value; numbers too large to compare by value are equal if their texts are. Strings
    // byte for byte. Values of different types never. In CSV the literal's text is compared,
    // whatever its type.
    bool equals(const Node& node) const;

private:
    Literal::Kind kind_;
    std::string text_;
    Format format_;
    std::optional<NumberValue> number_;
};

}  // namespace host
