// A plugin that is loaded into the host itself: the fastest way, and a crash of it is the host's.
// Host thread.
#pragma once

#include "host/plugin/plugin.hpp"

namespace host {

class InprocPlugin final : public Plugin {
public:
    // From load_plugin(), valid for the life of the process.
    explicit InprocPlugin(const sluice_plugin& table) : table_{table} {}

    std::vector<PluginIssue> validate_mapping(const MappingSpec& spec) const override;
    VerifyTerms verify_terms(const MappingSpec& spec) const override;
    sluice::Result<std::unique_ptr<Instance>, Problem>
    start(Context& context, MappingSpec spec) const override;

private:
    const sluice_plugin& table_;
};

}  // namespace host
