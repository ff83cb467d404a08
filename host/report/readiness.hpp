// Whether a run does what it is for now, and if not, why: /readyz and /healthz. Pure; any thread.
#pragma once

#include "host/report/status.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace host {

struct NotReady {
    std::string pipeline;  // "" for the whole run
    std::string reason;    // "authentication", "destination", "breaker", "quota", "stopped", ...
    std::string why;       // for people
    std::int64_t until_ms = 0;
};

// Empty if all is well. `snapshot`: null before the first. A pipeline that has finished is well.
std::vector<NotReady> why_not_ready(const Snapshot* snapshot, std::int64_t now_ms);

// {"ready":false,"reasons":[{"pipeline":"loyalty","reason":"quota","why":"...","until_ms":0}]}
std::string readiness_json(const std::vector<NotReady>& reasons);

// The host thread takes a snapshot every second; without one for so long it hangs.
bool is_hanging(const Snapshot* snapshot, std::int64_t now_ms);

}  // namespace host
