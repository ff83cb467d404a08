// Walks down a schema as one walks down a value. Used by host/manifest where values are changed as
// their schema says; start-up.
#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace host {

// The schema of a member: declared by name, or that of all others; null if there is none.
const boost::json::object* member_schema(const boost::json::object& schema, std::string_view name);

// The schema of a list's elements; null if there is none.
const boost::json::object* item_schema(const boost::json::object& schema);

}  // namespace host
