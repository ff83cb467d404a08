// Reads members of a JSON tree with their limits and remembers the first fault; for the delivery
// call only.
#pragma once

#include "tests/sandbox/received.hpp"

#include <boost/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace sandbox {

/// A member's value; nullptr when it is missing or null.
const boost::json::value* member(const boost::json::object& object, std::string_view name);

/// Each step is false once something is wrong; fault() then says where and what.
class JsonFields {
public:
    explicit JsonFields(Arena& arena) : arena_(arena) {}

    bool fail(std::string_view where, std::string_view what);
    const std::string& fault() const { return fault_; }
    bool is_sound() const { return fault_.empty(); }

    /// An optional string of at most `most` characters; `to` keeps its value when it is missing.
    bool text(
        const boost::json::object& in, std::string_view name, std::size_t most, std::string_view& to
    );
    /// An optional object; `to` is nullptr when it is missing.
    bool
    object(const boost::json::object& in, std::string_view name, const boost::json::object*& to);
    /// An optional array of at most `most` entries; `to` is nullptr when it is missing.
    bool array(
        const boost::json::object& in,
        std::string_view name,
        std::size_t most,
        const boost::json::array*& to
    );
    /// A copy that outlives the tree.
    std::string_view copy(std::string_view text) { return arena_.add(text); }

private:
    Arena& arena_;
    std::string fault_;
};

}  // namespace sandbox
