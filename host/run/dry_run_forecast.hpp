// What a run would use of its accounts' quotas, and how long their rates would make it take, for
// `sluice run --dry-run`. Main thread.
#pragma once

#include "host/run/plan.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace host {

class DryRunForecast {
public:
    explicit DryRunForecast(std::string state_directory)
        : state_directory_{std::move(state_directory)} {}

    // Lines for so many updates of the pipeline, which count for the account's later pipelines;
    // "" without quota and rate. Reads the state, if there is one.
    std::string text(const PipelinePlan& plan, std::uint64_t updates);

private:
    // What the account has left; in words, if it cannot be read.
    sluice::Result<std::uint64_t, std::string> left_of(const PipelinePlan& plan) const;
    std::string quota_text(const PipelinePlan& plan, std::uint64_t updates);

    std::string state_directory_;
    std::map<std::string, std::uint64_t> planned_;  // by account
};

}  // namespace host
