// One live plugin instance, from init to shutdown, and the stateless question before it. Host
// thread; calls to the plugin are never made with a lock held.
#pragma once

#include "host/plugin/context.hpp"
#include "host/record/problem.hpp"

#include <sluice/destination.h>
#include <sluice/result.hpp>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace host {

// What a pipeline asks of a plugin. The fields' strings are the mapping's and must outlive the
// instance.
struct MappingSpec {
    std::string action;
    std::string config_json;
    std::string options_json;
    std::span<const sluice_field> fields;
};

// What validate_mapping says of the spec, offline. A plugin that refuses without a word yields one
// issue that says so.
std::vector<PluginIssue> validate_mapping(const sluice_plugin& plugin, const MappingSpec& spec);

// Why a check failed: SLUICE_E_*, and what the plugin reported or the code in words.
struct CheckFailure {
    sluice_rc code = SLUICE_OK;
    std::string text;
};

class Instance {
public:
    // Calls init. The error is what the plugin reported, or its code in words. `context` must
    // outlive the instance.
    static sluice::Result<std::unique_ptr<Instance>, Problem>
    start(const sluice_plugin& plugin, Context& context, MappingSpec spec);
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;
    // Ends an instance that was not shut down with cancel and a shutdown of 5 s.
    ~Instance();

    const sluice_limits& limits() const { return limits_; }
    Context& context() { return context_; }

    // Asks the plugin to prove its credentials; blocks. OK if it has no check.
    sluice::Result<std::vector<PluginIssue>, CheckFailure> check();
    // The whole batch is taken (true), or none of it.
    bool send(std::span<const sluice_record> records, std::chrono::nanoseconds deadline);
    void flush();
    void cancel();
    void shutdown(std::chrono::nanoseconds deadline);

private:
    Instance(const sluice_plugin& plugin, Context& context, MappingSpec spec);

    const sluice_plugin& plugin_;
    Context& context_;
    MappingSpec spec_;
    sluice_limits limits_{sizeof(sluice_limits), 1, 1, 0};
    sluice_instance* self_ = nullptr;
    std::uint64_t batches_ = 0;
};

}  // namespace host
