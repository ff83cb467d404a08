// Keeps one plugin's runner alive: starts it, brings frames both ways, ends it when it hangs or
// speaks nonsense, starts it again. Owned by an isolated plugin's instance; the host thread calls,
// a thread of its own waits.
#pragma once

#include "host/isolation/listener.hpp"
#include "host/isolation/runner_link.hpp"
#include "host/isolation/watch.hpp"
#include "host/plugin/bell.hpp"
#include "host/plugin/context.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace host {

struct RunnerDeath {
    std::string how;  // "killed by SIGSEGV"
    std::optional<std::uint64_t>
        last_batch;  // none of a later one reached the plugin; none: not known
};

class Supervisor {
public:
    using Time = std::chrono::nanoseconds;  // of the steady clock

    // Each new runner gets `first`, a frame with a spec, as soon as it runs. `context` must outlive
    // it; bells ring there.
    Supervisor(RunnerSettings settings, Context& context, std::string first);
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;
    ~Supervisor();  // kills the runner

    // --- host thread ---
    // Starts the runner and waits for the answer to `first`. If there is none, or it is not OK,
    // nothing is started again.
    sluice::Result<RunnerAnswer, Problem> begin();
    // Sends a frame without a body and waits for its answer; the error says how the runner ended
    // instead.
    sluice::Result<RunnerAnswer, Problem> call(FrameKind kind);
    // The same with a deadline, which the plugin is told too. False if it had not answered by then.
    bool shut_down(Time deadline);
    // False if there is no runner that is ready: nothing was sent.
    bool post(const sluice_batch& batch, FrameKind kind = FrameKind::batch);
    void post(FrameKind kind);

    bool is_ready() const;
    std::optional<RunnerDeath> take_death();
    std::vector<std::vector<std::uint64_t>> take_refusals();
    // The next start waits no more, and later ones as little as after the first death.
    void forgive();
    // The runner is ended, and dies of `why`.
    void end(const std::string& why);

private:
    // --- its own thread ---
    void work();
    std::string run_once();
    std::string serve(Watch& watch);
    std::string wait_and_hear(Watch& watch);
    std::string hear(Watch& watch);
    std::string obey(const Heeded& heeded, Watch& watch);
    std::string begun(const RunnerAnswer& answer);
    void give_secret(const Heeded& asked);
    void pass_on_output(bool at_end);
    void bury(std::string how);
    bool rest();
    bool is_stopping() const;

    RunnerSettings settings_;
    Context& context_;
    std::string first_;
    Bell wake_;
    std::optional<std::uint64_t>
        last_batch_;     // its own thread's: said by the present runner's crash
    Listener listener_;  // its own thread's

    std::atomic<std::uint32_t> failures_ = 0;  // deaths since the last verdict

    mutable std::mutex mutex_;
    std::condition_variable answered_;
    std::unique_ptr<RunnerLink> link_;  // made and ended by its own thread
    bool up_ = false;                   // the present runner has said yes to `first`
    bool was_up_ = false;
    bool stopping_ = false;
    bool over_ = false;  // nothing is started any more
    std::string end_reason_;
    Time rest_until_{0};  // when the next runner is started
    std::optional<RunnerAnswer> answer_;
    std::deque<RunnerDeath> deaths_;
    std::vector<std::vector<std::uint64_t>> refusals_;

    std::thread thread_;
};

}  // namespace host
