#include "adobe_target/api/profile_name.hpp"

#include <sluice/text/utf8.hpp>

#include <algorithm>
#include <array>

namespace adobe_target {

namespace {

constexpr std::array<std::string_view, 6> own_names{
    "averageDaysBetweenVisits",
    "browserTime",
    "firstSessionStart",
    "mobile",
    "parameter",
    "sessionCount"};
constexpr std::array<std::string_view, 4> own_prefixes{
    "user.", "geolocation", "entity.", "mobile."};

bool is_own(std::string_view name) {
    return std::find(own_names.begin(), own_names.end(), name) != own_names.end() ||
           std::any_of(own_prefixes.begin(), own_prefixes.end(), [&](std::string_view prefix) {
               return name.starts_with(prefix);
           });
}

}  // namespace

std::optional<std::string> profile_name_problem(std::string_view name, const NameRule& rule) {
    if (name.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return "expected a name, found none";
    }
    if (is_own(name)) {
        return "expected a name of your own, found one that Adobe Target keeps for itself";
    }
    if (rule.refuses_profile_prefix && name.starts_with("profile")) {
        return "expected a name that does not begin with \"profile\", which the Delivery API "
               "refuses";
    }
    if (!sluice::is_utf8(name)) {
        return "expected UTF-8, found other bytes";
    }
    if (rule.longest != 0 && name.size() > rule.longest &&
        sluice::utf16_length(name) > rule.longest) {
        return "expected at most " + std::to_string(rule.longest) + " characters, found " +
               std::to_string(sluice::utf16_length(name));
    }
    return std::nullopt;
}

}  // namespace adobe_target
