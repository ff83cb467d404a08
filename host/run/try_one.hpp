// `sluice try`: one user end to end, every step shown: record, mapping, profile before, request,
// reply, verdict, profile after. main thread.
#pragma once

#include "host/record/exit_code.hpp"
#include "host/run/try_record.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

struct TryOptions {
    std::string file;
    std::vector<std::string> plugin_path;
    std::optional<std::string> pipeline;  // none: the only one there is
    TrySubject subject;
    enum class Sending : std::uint8_t { none, once };
    Sending sending = Sending::none;
    std::chrono::seconds wait{10};  // for the profile to show what was accepted
};

// Sends once, if at all: no retry, no checkpoint, a unit of the quota, and under the pipeline's
// lock, so that it cannot overtake a run. exit_done if it was delivered or nothing was to be sent;
// exit_rejects if it was rejected; exit_pending if it did not arrive now.
ExitCode try_one(const TryOptions& options);

}  // namespace host
