// A pipeline file as plain values: what parse() makes of it and check() completes. Read by run and
// command; any thread.
#pragma once

#include "host/record/delivery_settings.hpp"
#include "host/record/listen_address.hpp"
#include "host/record/mark.hpp"
#include "host/record/reject_keeping.hpp"
#include "host/record/rule.hpp"
#include "host/record/source_spec.hpp"
#include "host/record/verify_settings.hpp"

#include <sluice/destination.h>

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// Where one member of the file stands.
struct Place {
    Mark key;             // its name; for list elements the same as value
    Mark value;           // its value; the key's if the value is a map, a list or empty
    std::string literal;  // a bare number or boolean as it stood: "1.10"; else ""
};

// By JSON pointer within a destination or pipeline: "/config/client_code", "/mapping/profile.tier",
// "/delivery/retry".
using Places = std::map<std::string, Place, std::less<>>;

// Where a secret's value is to be had. The value itself is never in a Config.
struct SecretRef {
    enum class Kind : std::uint8_t { env, file };
    std::string name;     // the config member, by path: "client_secret", "tls.key"
    std::string pointer;  // the same within config: "/client_secret", "/tls/key"
    Kind kind = Kind::env;
    std::string value;  // name of the variable, or absolute path of the file; "" if it is wrong
    Mark at;
};

// Where a plugin runs: in a process of its own, or in the host.
enum class Isolation : std::uint8_t { process, inproc };

struct Destination {
    std::string name;
    std::string folder;                       // absolute, of its file: where relative paths start
    std::string plugin;                       // a name for the plugin path, or an absolute path
    std::optional<std::string> sha256;        // lower-case hex: pins the plugin's file
    std::optional<Isolation> isolation;       // else by who ships the plugin
    std::optional<std::uint64_t> max_memory;  // bytes, of a process of its own; else its default
    boost::json::object config;  // references stand as {"$secret": "<SecretRef::name>"}; after
                                 // check() with defaults
    std::vector<SecretRef> secrets;
    Places places;
    std::string written_hash;  // see written_hash.hpp
    Mark at;                   // of its name
};

struct Pipeline {
    std::string name;
    std::string file;    // the pipeline file, as it was named to parse()
    std::string folder;  // absolute, of that file: where relative paths start
    SourceSpec source;
    std::string destination;
    std::string action;
    boost::json::object options;  // of the action; after check() valid, with defaults
    std::vector<Rule> mapping;
    std::optional<Condition> where;
    std::uint32_t op = SLUICE_OP_UPSERT;
    DeliverySettings delivery;
    RejectKeeping rejects;
    VerifySettings verify;
    Places places;
    std::string written_hash;  // see written_hash.hpp
    Mark at;                   // of its name

    // Members that are not the host's: options of the action that stand directly under the
    // pipeline. check() moves them into `options` or reports them.
    boost::json::object unclaimed;
};

// Where the run tells over HTTP how it is doing.
struct StatusSpec {
    ListenAddress listen;
    std::optional<SecretRef> token;  // asked of every caller
    Mark at;
};

struct Config {
    std::vector<std::string> plugin_path;  // absolute folders, in the order of the files
    std::string state_dir;                 // absolute
    std::optional<StatusSpec> status;
    std::vector<Destination> destinations;
    std::vector<Pipeline> pipelines;

    const Destination* destination(std::string_view name) const;
};

// Where a finding of a plugin's belongs: "/fields/3" is the fourth rule of the mapping,
// "/config/..." stands in the pipeline's destination, all else ("/options/audience/name",
// "/action") in the pipeline. The nearest ancestor's place if the pointer's own is not in the file;
// the pipeline's name if there is none.
Mark mark_of(const Config& config, const Pipeline& pipeline, std::string_view pointer);

}  // namespace host
