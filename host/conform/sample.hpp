// What the kit runs a plugin with: a configuration, a mapping and records, from the profile where
// it says, else derived from the manifest. Made in the child for each check, and in the parent to
// say what cannot be run. Values; any thread.
#pragma once

#include "host/conform/profile.hpp"
#include "host/manifest/manifest.hpp"

#include <sluice/destination.h>

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace host {

struct SampleField {
    std::string name;
    std::uint32_t type = SLUICE_T_STR;
    std::uint32_t flags = 0;
    std::vector<std::string> values;
    std::optional<std::string> constant;
};

struct Sample {
    std::string action;
    boost::json::object config;  // complete: defaults filled in, secrets as references
    boost::json::object options;
    std::vector<SampleField> fields;
    std::map<std::string, std::string> secrets;
    std::map<std::string, std::vector<std::string>> expect;
    MockReply accepted;
    std::optional<std::string> no_http;  // why the checks that need HTTP cannot be run
    std::optional<std::string> fault;    // why nothing can be run that needs an instance
    std::vector<std::string> derived;    // what was made up for want of a profile: a line each
};

// `endpoint` stands in for $ENDPOINT: "http://127.0.0.1:8080".
Sample make_sample(const Manifest& manifest, const Profile& profile, std::string_view endpoint);

// What in the profile does not fit the plugin: an unknown action or field, a skip that never
// expires though the runtime is none that cannot behave. Sentences.
std::vector<std::string> profile_faults(const Manifest& manifest, const Profile& profile);

}  // namespace host
