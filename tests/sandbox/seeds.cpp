#include "tests/sandbox/seeds.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <vector>

namespace sandbox {
namespace {

namespace json = boost::json;

struct Seed {
    Keys keys;
    std::vector<Attribute> attributes;
};

std::string read_attributes(const json::value& value, Seed& seed) {
    const json::object* object = value.if_object();
    if (object == nullptr) {
        return "attributes: expected an object";
    }
    for (const auto& [name, content] : *object) {
        if (!content.is_string()) {
            return "attributes." + std::string(name) + ": expected a string";
        }
        seed.attributes.push_back({.name = name, .value = content.get_string()});
    }
    return {};
}

std::string read_member(std::string_view name, const json::value& value, Seed& seed) {
    if (name == "attributes") {
        return read_attributes(value, seed);
    }
    if (!value.is_string()) {
        return std::string(name) + ": expected a string";
    }
    if (name == "third_party_id") {
        seed.keys.third_party = value.get_string();
    } else if (name == "tnt_id") {
        seed.keys.tnt = value.get_string();
    } else if (name == "ecid") {
        seed.keys.ecid = value.get_string();
    } else {
        return "expected third_party_id, tnt_id, ecid or attributes, found " + std::string(name);
    }
    return {};
}

std::string seed_line(std::string_view line, Profiles& profiles, Moment now) {
    boost::system::error_code error;
    const json::value document = json::parse(line, error);
    const json::object* object = error ? nullptr : document.if_object();
    if (object == nullptr) {
        return "expected a JSON object";
    }
    Seed seed;
    for (const auto& [name, value] : *object) {
        std::string fault = read_member(name, value, seed);
        if (!fault.empty()) {
            return fault;
        }
    }
    if (main_id(seed.keys).empty()) {
        return "expected third_party_id, tnt_id or ecid, found none of them";
    }
    profiles.create(seed.keys, seed.attributes, now);
    return {};
}

}  // namespace

std::string seed_profiles(std::string_view lines, Profiles& profiles, Moment now) {
    for (std::size_t number = 1; !lines.empty(); ++number) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        const std::string fault = seed_line(line, profiles, now);
        if (!fault.empty()) {
            return "profiles, line " + std::to_string(number) + ": " + fault;
        }
    }
    return {};
}

}  // namespace sandbox
