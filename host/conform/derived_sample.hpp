// What stands in for a profile: the least that a manifest makes sense with. Pure.
#pragma once

#include "host/manifest/manifest.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host {

inline constexpr std::string_view endpoint_placeholder = "$ENDPOINT";

// The fields that are mandatory, the first key, and one prefix field; the first field if there are
// none.
std::vector<std::string> derived_fields(const ActionSpec& action);

// A value for a slot of that type, with the record's mark where it can be.
std::string derived_value(std::uint32_t slot_type);

// The test endpoints, and what is mandatory beside them.
boost::json::object derived_config(const Manifest& manifest);

bool is_mandatory(const boost::json::object& schema, std::string_view member);

// Puts a value at "tls.key" or "/tls/key", whatever stands in the way.
void put_member(boost::json::object& config, std::string_view member, boost::json::value value);

}  // namespace host
