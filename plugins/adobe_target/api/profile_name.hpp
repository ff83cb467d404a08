// Which names an attribute of a profile may have. Called for mapped names by validate_mapping and
// for the members of profile.* by attributes; pure, any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace adobe_target {

// What a call asks of an attribute beyond what all calls ask.
struct NameRule {
    std::size_t longest = 0;              // UTF-16 units; 0: no limit of its own
    bool refuses_profile_prefix = false;  // Delivery: a name may not begin with "profile"
};

// Single Profile Update: names are limited by the size of the request alone.
inline constexpr NameRule update_names{};
// Delivery: 128 characters, not blank, not beginning with "profile" (Delivery API description;
// at.js 2 tables).
inline constexpr NameRule delivery_names{.longest = 128, .refuses_profile_prefix = true};

// What is wrong with `name`, which stands behind "profile." in the mapping; none if Adobe takes it.
// Names are case sensitive. Adobe's own names are refused: user.*, geolocation*, entity.*, mobile,
// mobile.*, averageDaysBetweenVisits, browserTime, firstSessionStart, parameter, sessionCount.
std::optional<std::string> profile_name_problem(std::string_view name, const NameRule& rule);

}  // namespace adobe_target
