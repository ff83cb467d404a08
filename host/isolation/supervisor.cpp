#include "host/isolation/supervisor.hpp"

#include "host/frame/flat_batch.hpp"
#include "host/frame/frame_writer.hpp"
#include "host/isolation/bare_frame.hpp"

#include <csignal>
#include <pthread.h>
#include <utility>

namespace host {
Supervisor::Supervisor(RunnerSettings settings, Context& context, std::string first)
    : settings_{std::move(settings)}, context_{context}, first_{std::move(first)}, listener_{
                                                                                       context} {}

Supervisor::~Supervisor() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.ring();
    if (thread_.joinable()) {
        thread_.join();
    }
}

sluice::Result<RunnerAnswer, Problem> Supervisor::begin() {
    // Signals are the host thread's.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    thread_ = std::thread{[this] { work(); }};
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    std::unique_lock lock{mutex_};
    answered_.wait(lock, [this] { return answer_ || over_; });
    if (answer_) {
        return *std::exchange(answer_, std::nullopt);
    }
    return Problem{deaths_.empty() ? "" : deaths_.back().how};
}

sluice::Result<RunnerAnswer, Problem> Supervisor::call(FrameKind kind) {
    std::unique_lock lock{mutex_};
    answer_.reset();
    if (up_) {
        link_->post(bare_frame(kind));
        wake_.ring();
        answered_.wait(lock, [this] { return answer_ || !up_; });
    }
    if (!answer_) {
        return Problem{"the plugin's process died: " + (deaths_.empty() ? "" : deaths_.back().how)};
    }
    return *std::exchange(answer_, std::nullopt);
}

bool Supervisor::shut_down(Time deadline) {
    std::unique_lock lock{mutex_};
    answer_.reset();
    if (up_) {
        std::string frames;
        FrameWriter frame{frames, FrameKind::shutdown};
        frame.number(static_cast<std::uint64_t>(deadline.count())).end();
        link_->post(frames);
        wake_.ring();
    }
    const std::chrono::steady_clock::time_point until{deadline};
    const bool in_time = answered_.wait_until(lock, until, [this] { return answer_ || !up_; });
    stopping_ = true;  // nobody is started only to be ended
    wake_.ring();
    return in_time;
}

bool Supervisor::post(const sluice_batch& batch, FrameKind kind) {
    const std::lock_guard lock{mutex_};
    if (!up_ || !deaths_.empty()) {
        return false;
    }
    std::string& frames = link_->building();
    flatten(frames, batch, kind);
    if (frames.size() > most_bytes_to_runner) {
        frames.clear();
        return false;
    }
    link_->post_built();
    if (link_->has_unsent()) {
        wake_.ring();
    }
    return true;
}

void Supervisor::post(FrameKind kind) {
    const std::lock_guard lock{mutex_};
    if (up_) {
        link_->post(bare_frame(kind));
        wake_.ring();
    }
}

bool Supervisor::is_ready() const {
    const std::lock_guard lock{mutex_};
    return up_ && deaths_.empty();
}

std::optional<RunnerDeath> Supervisor::take_death() {
    const std::lock_guard lock{mutex_};
    if (deaths_.empty()) {
        return std::nullopt;
    }
    RunnerDeath first = std::move(deaths_.front());
    deaths_.pop_front();
    return first;
}

std::vector<std::vector<std::uint64_t>> Supervisor::take_refusals() {
    const std::lock_guard lock{mutex_};
    return std::exchange(refusals_, {});
}

void Supervisor::forgive() {
    {
        const std::lock_guard lock{mutex_};
        failures_ = 0;
        rest_until_ = Time{0};
    }
    wake_.ring();
}

void Supervisor::end(const std::string& why) {
    {
        const std::lock_guard lock{mutex_};
        end_reason_ = why;
    }
    wake_.ring();
}

bool Supervisor::is_stopping() const {
    const std::lock_guard lock{mutex_};
    return stopping_;
}

}  // namespace host
