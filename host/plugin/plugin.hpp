// An examined plugin that can be asked about a mapping and started, in this process or in another.
// Made by run, start-up; host thread.
#pragma once

#include "host/plugin/instance.hpp"
#include "host/plugin/mapping_spec.hpp"

#include <chrono>
#include <memory>
#include <vector>

namespace host {

// What a plugin says of sluice.verify/1 for one pipeline.
struct VerifyTerms {
    bool is_offered = false;
    std::vector<PluginIssue> issues;      // an error: nothing can be asked about this mapping
    std::chrono::milliseconds settle{0};  // what its far side needs to show what it accepted
};

class Plugin {
public:
    Plugin() = default;
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;
    virtual ~Plugin() = default;

    // What validate_mapping says of the spec, offline. A plugin that refuses without a word yields
    // one issue that says so.
    virtual std::vector<PluginIssue> validate_mapping(const MappingSpec& spec) const = 0;

    // Whether questions about records can be asked; offline.
    virtual VerifyTerms verify_terms(const MappingSpec& spec) const = 0;

    // Calls init. The error is what the plugin reported, or its code in words. `context` must
    // outlive the instance, and so must this.
    virtual sluice::Result<std::unique_ptr<Instance>, Problem>
    start(Context& context, MappingSpec spec) const = 0;
};

}  // namespace host
