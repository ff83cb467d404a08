// What a runner says, brought to the plugin's Context; every byte of it may be wrong. Owned by a
// Supervisor, on its thread.
#pragma once

#include "host/frame/flat_answer.hpp"
#include "host/frame/frame.hpp"
#include "host/isolation/watch.hpp"
#include "host/plugin/context.hpp"

#include <sluice/destination.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// The end of a call that the host waits for.
struct RunnerAnswer {
    FrameKind call{};
    sluice_rc rc = SLUICE_OK;
    sluice_limits limits{sizeof(sluice_limits), 1, 1, 0};  // of init
};

// What one frame asks the supervisor to do; most ask nothing.
struct Heeded {
    enum class What : std::uint8_t {
        nothing,
        loaded,
        answer,
        refused,
        verdicts,
        secret,
        pong,
        last_batch,
        nonsense
    };
    What what = What::nothing;
    std::string problem{};  // loaded: why it was not; "" if it was
    std::uint32_t plugin_flags = 0;
    RunnerAnswer answer{};
    std::vector<std::uint64_t> tokens{};  // refused
    std::uint64_t batch = 0;              // last_batch
    std::uint64_t secret_request = 0;
    std::string secret_name{};
    Working working{};  // pong
};

class Listener {
public:
    explicit Listener(Context& context) : context_{context} {}

    // A new runner: it numbers its metrics anew.
    void begin() { metrics_.clear(); }
    Heeded heed(const Frame& frame);

private:
    bool complete(const Frame& frame);
    bool answered(const Frame& frame);
    bool told(const Frame& frame);
    bool issue(const Frame& frame);
    bool log(const Frame& frame);
    bool metric(const Frame& frame);
    bool metric_add(const Frame& frame);

    Context& context_;
    std::vector<sluice_result> results_;  // reused
    FlatAnswer answer_;                   // reused
    std::vector<std::uint32_t> metrics_;  // the runner's number - 1 -> the host's
};

}  // namespace host
