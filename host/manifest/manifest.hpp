// What a plugin says of itself, parsed from its manifest. Read by host/config, host/plugin and run.
// Values; any thread.
#pragma once

#include <sluice/result.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct FieldSpec {
    std::string name;   // "ecid", or a prefix "profile.*"
    std::string title;  // as operators know it: "Adobe Target Session ID"
    std::string type;   // "string", "number", "boolean", "json", "time"; "any"
    std::string description;
    bool required = false;
    bool pii = false;
    std::optional<std::uint64_t> max_len;
    bool is_prefix() const { return name.size() >= 2 && name.ends_with(".*"); }
};

struct QuotaSpec {
    std::uint64_t limit = 0;  // updates in any rolling window; 0: none
    std::chrono::seconds window{0};
};

struct ActionSpec {
    std::string id;
    std::string title;
    std::string description;
    std::vector<std::string> ops;  // "upsert", "delete" ...
    std::vector<FieldSpec> fields;
    std::vector<std::vector<std::string>>
        order_by;  // each entry is one key, of one or more fields; at most two entries
    std::vector<std::string> multi_id;   // fields whose several values make several updates
    boost::json::object options_schema;  // JSON Schema subset, see schema.hpp; empty: no options
    bool idempotent = false;
    QuotaSpec quota;
    std::optional<std::chrono::seconds>
        max_life;  // recommended life of a record from its first attempt

    // The field of that name, or the prefix field that covers it ("profile.tier" -> "profile.*");
    // null if none.
    const FieldSpec* field(std::string_view name) const;
};

struct Manifest {
    std::string id;
    std::string name;
    std::string version;
    std::string vendor;
    std::string license;
    std::string docs;
    std::string runtime;  // "" or "go"
    int abi = 1;
    boost::json::object config_schema;
    std::vector<std::string>
        secrets;  // config members that are secret references: "client_secret"; "headers.*": may be
    std::vector<std::string> account;  // config members that name the account: "client_code"
    std::vector<std::string> egress;   // host patterns it talks to: "*.tt.omtrdc.net"
    std::vector<std::string>
        test_endpoints;  // config members that redirect it to a stand-in: "/endpoints/target"
    std::vector<ActionSpec> actions;

    const ActionSpec* action(std::string_view id) const;
};

// Unknown members are ignored, so that a newer plugin's manifest can be read; a wrong type, a
// missing id and a schema beyond the subset are errors. Durations are seconds or text such as
// "24h". The error is a sentence that names the member at fault.
sluice::Result<Manifest, std::string> parse_manifest(std::string_view json);

}  // namespace host
