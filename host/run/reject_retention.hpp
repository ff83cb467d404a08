// Drops the rejects that are older or more than a pipeline may keep, when a run begins and when it
// ends; says so each time, and some days before. Used by run; host thread.
#pragma once

#include "host/config/config.hpp"
#include "host/report/log.hpp"
#include "host/state/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace host {

class RejectRetention {
public:
    // Both must outlive it.
    RejectRetention(Store& store, Log& log) : store_{store}, log_{log} {}

    // The pipeline must be locked. One that was begun before, and says something else now, takes
    // its place. The error is the state's.
    std::optional<StateError> begin(const Pipeline& pipeline, std::int64_t unix_ms);
    // Of all that were begun, once more: the run may have rejected much.
    void end(std::int64_t unix_ms);

    // Of this run so far.
    std::uint64_t dropped(const std::string& pipeline) const;

private:
    struct Begun {
        std::string pipeline;
        std::string file;
        RejectKeeping keeping;
    };
    std::optional<StateError> apply(const Begun& begun, std::int64_t unix_ms);
    void tell_dropped(const Begun& begun, const ExpiredRejects& gone);
    std::optional<StateError> tell_soon(const Begun& begun, std::int64_t unix_ms);

    Store& store_;
    Log& log_;
    std::map<std::string, Begun> begun_;  // by pipeline
    std::map<std::string, std::uint64_t> dropped_;
};

}  // namespace host
