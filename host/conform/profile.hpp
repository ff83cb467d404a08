// conformance.yaml: what a plugin's author says of it, so that the kit can run it. Read by the
// parent; its JSON form crosses to the child. Values; any thread.
#pragma once

#include "host/conform/mock/mock_reply.hpp"
#include "host/record/mark.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct ProfileField {
    std::string type;                 // "": as the manifest says
    std::vector<std::string> values;  // taken in turn; $N in them becomes the record's mark
    std::optional<std::string> constant;
};

struct ProfileSkip {
    std::string check;
    std::string reason;
    std::string expires;  // 2027-01-31, or never, which is for "runtime": "go" alone
};

struct Profile {
    std::string action;
    std::optional<boost::json::object> config;  // $ENDPOINT in it becomes the mock's URL
    std::optional<boost::json::object> options;
    std::map<std::string, std::string> secrets;
    std::vector<std::pair<std::string, ProfileField>>
        fields;  // in the order of the file; empty: derived
    std::map<std::string, std::vector<std::string>> expect;  // "404" -> {"pause"}
    std::optional<MockReply>
        accepted;  // what this destination's far side says when it takes a record
    std::vector<MockRoute> routes;
    std::vector<ProfileSkip> skips;
    bool http = true;
    std::map<std::string, double> thresholds;  // perf: "records_per_second" ...
};

// The file as JSON that the schema has passed, or what is wrong with it, each at its place.
struct ProfileFile {
    boost::json::object json;
    std::vector<Issue> issues;
};
ProfileFile parse_profile(std::string_view text, std::string_view file);

// Of JSON that parse_profile() gave; an empty object gives the profile of a plugin without one.
Profile profile_of(const boost::json::object& json);

// The schema that parse_profile() judges by, within the subset of host/manifest.
const boost::json::object& profile_schema();

}  // namespace host
