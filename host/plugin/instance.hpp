// One live plugin instance, from init to shutdown, wherever it runs. Host thread; calls to the
// plugin are never made with a lock held.
#pragma once

#include "host/plugin/context.hpp"
#include "host/record/problem.hpp"

#include <sluice/destination.h>
#include <sluice/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace host {

// Why a check failed: SLUICE_E_*, and what the plugin reported or the code in words.
struct CheckFailure {
    sluice_rc code = SLUICE_OK;
    std::string text;
};

// How a plugin's process ended, and the tokens of batches that send() had taken and the plugin had
// not been given yet.
struct PluginDeath {
    std::string how;  // "killed by SIGSEGV"
    std::vector<std::uint64_t> untouched;
};

// Ended with cancel and a shutdown of 5 s if it was not shut down.
class Instance {
public:
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;
    virtual ~Instance() = default;

    const sluice_limits& limits() const { return limits_; }
    Context& context() { return context_; }

    // Asks the plugin to prove its credentials; blocks. OK if it has no check.
    virtual sluice::Result<std::vector<PluginIssue>, CheckFailure> check() = 0;
    // The whole batch is taken (true), or none of it.
    virtual bool
    send(std::span<const sluice_record> records, std::chrono::nanoseconds deadline) = 0;
    virtual void flush() = 0;

    // --- extensions: a plugin without one takes nothing ---

    // sluice.verify/1: questions about records, which are lent until their answer (see
    // Context::take_answers). The whole batch is taken, or none of it. `flags`: SLUICE_Q_*.
    virtual bool
    ask(std::span<const sluice_record> /*questions*/,
        std::uint32_t /*flags*/,
        std::chrono::nanoseconds /*deadline*/) {
        return false;
    }
    // sluice.trace/1: what goes out for records is told from now on, see Context::take_told.
    virtual bool begin_trace() { return false; }
    // What would go out for this one is told before it returns. False: it cannot tell.
    virtual bool preview(const sluice_record& /*record*/) { return false; }

    virtual void cancel() = 0;
    virtual void shutdown(std::chrono::nanoseconds deadline) = 0;

    // --- of a plugin in a process of its own; in the host's these never have anything to say ---

    // False while it is started again: nothing can be sent. The bell rings when it is ready.
    virtual bool is_ready() const { return true; }
    // How its process ended, "killed by SIGSEGV", once for each end: whatever was in flight has no
    // answer and will get none. Verdicts that it gave before are among the context's completions:
    // take those first. Not ready before this was asked.
    virtual std::optional<PluginDeath> take_death() { return std::nullopt; }
    // Tokens of batches that send() took and the plugin then refused, a list for each.
    virtual std::vector<std::vector<std::uint64_t>> take_refusals() { return {}; }
    // The last death was a record's doing, not the plugin's state: it need not wait to be started
    // again.
    virtual void forgive() {}
    // It broke a promise: its process is ended, and `why` is how.
    virtual void end(const std::string& /*why*/) {}

protected:
    explicit Instance(Context& context) : context_{context} {}

    Context& context_;
    sluice_limits limits_{sizeof(sluice_limits), 1, 1, 0};
};

}  // namespace host
