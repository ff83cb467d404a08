// Which rejects are one user's. Used by the rejects commands; main thread.
#pragma once

#include "host/config/config.hpp"
#include "host/run/cannot_start.hpp"
#include "host/state/store.hpp"

#include <sluice/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct FoundRejects {
    std::vector<std::int64_t> ids;  // ascending
    // Pipelines with rejects that match the filter but are not in the files: nobody can say whose
    // these are.
    std::vector<std::string> not_searched;
};

// Maps the kept payloads anew, with today's rules of the identifiers alone, and gives those of
// `filter` of which an identifier reads `user`: as the destination gets it, or as it stands in the
// record before the rule's hash. A line that is no record is nobody's. The plugins' manifests are
// read, none of their code is run. `user` is in no message.
sluice::Result<FoundRejects, CannotStart> rejects_of_user(
    const Config& config,
    const std::vector<std::string>& plugin_path,
    Store& store,
    const RejectFilter& filter,
    std::string_view user
);

}  // namespace host
