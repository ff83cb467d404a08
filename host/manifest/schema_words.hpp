// What schemas expect and what values are, in the words of an error. Used by validate() and
// host/config; any thread.
#pragma once

#include "host/manifest/schema.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace host {

// x-expected if the schema has it, else its enum or its type: "one of ndjson, csv", "a whole number
// or true or false".
std::string expected_in_words(const boost::json::object& schema);

// "nothing", "true", "64", "'ndjsn'", "a list", "a map", "a secret reference". Long text is cut,
// and what could upset a terminal is left out.
std::string found_in_words(const boost::json::value& value);

// The same without the value: "text", "a number".
std::string kind_in_words(const boost::json::value& value);

// 'text' in quotes, cut after 60 bytes at the end of a character, control characters as '?'.
std::string in_quotes(std::string_view text);

// {"$secret": "name"}, the form in which a reference stands in a configuration.
bool is_secret_reference(const boost::json::value& value);

}  // namespace host
