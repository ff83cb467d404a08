// The members of a flat JSON object, one by one: what a slot of profile.* or customer_ids.* holds.
// Pure, any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace adobe_target {

struct Member {
    enum class Kind : std::uint8_t {
        null,
        text,     // a string
        number,   // its literal text: 1.10 stays 1.10
        boolean,  // true or false
        nested,   // an array or an object; text is empty
    };
    std::string_view name;  // unescaped, as is text; valid during the call it came in
    std::string_view text;
    Kind kind = Kind::null;
};

class MemberSink {
public:
    MemberSink() = default;
    MemberSink(const MemberSink&) = delete;
    MemberSink& operator=(const MemberSink&) = delete;

    // False ends the reading.
    virtual bool member(const Member& member) = 0;

protected:
    ~MemberSink() = default;
};

// Hands each member of `object` to `sink`, in their order. False if `object` is not one JSON
// object; members before the fault have been handed over then. True also when the sink ended it.
bool read_members(std::string_view object, MemberSink& sink);

}  // namespace adobe_target
