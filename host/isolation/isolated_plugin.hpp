// A plugin that runs in a process of its own: a crash of it is not the host's. Host thread.
#pragma once

#include "host/isolation/runner_settings.hpp"
#include "host/plugin/plugin.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace host {

// The library is never loaded into this process: a mapping too is judged by a runner, which lives
// as long as the question.
class IsolatedPlugin final : public Plugin {
public:
    explicit IsolatedPlugin(RunnerSettings settings) : settings_{std::move(settings)} {}

    std::vector<PluginIssue> validate_mapping(const MappingSpec& spec) const override;
    VerifyTerms verify_terms(const MappingSpec& spec) const override;
    sluice::Result<std::unique_ptr<Instance>, Problem>
    start(Context& context, MappingSpec spec) const override;

private:
    RunnerSettings settings_;
};

}  // namespace host
