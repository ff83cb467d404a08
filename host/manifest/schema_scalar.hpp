// One text, number or boolean against its schema. Used by validate(); any thread.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace host {

struct ScalarFault {
    std::string expected;
    std::string found;
    std::string advice;
};

// The first of the schema's rules that the value breaks: enum, then minLength, maxLength and
// pattern of a text, minimum and maximum of a number. The value's type is right already.
std::optional<ScalarFault>
scalar_fault(const boost::json::value& value, const boost::json::object& schema);

}  // namespace host
