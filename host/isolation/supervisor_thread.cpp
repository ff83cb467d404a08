// The functions of a Supervisor that run on its own thread.
#include "host/frame/frame_writer.hpp"
#include "host/isolation/bare_frame.hpp"
#include "host/isolation/supervisor.hpp"
#include "host/plugin/refusal.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;

constexpr auto first_rest = 100ms;
constexpr std::chrono::nanoseconds longest_rest = 30s;
constexpr std::uint32_t most_doublings = 10;
constexpr auto farewell = 1s;             // for a runner to leave once its socket is closed
constexpr std::size_t most_deaths = 100;  // kept for a host thread that is busy elsewhere

Supervisor::Time now() {
    return std::chrono::steady_clock::now().time_since_epoch();
}

timespec to_timespec(Supervisor::Time duration) {
    const auto rest = std::max(duration, Supervisor::Time{0});
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(rest);
    return {seconds.count(), (rest - seconds).count()};
}

std::string load_frame(const RunnerSettings& settings, const Context& context) {
    std::string frames;
    FrameWriter frame{frames, FrameKind::load};
    frame.text(frame_dialect()).text(settings.path).text(settings.sha256);
    frame.number(context.log_level()).end();
    return frames;
}

}  // namespace

void Supervisor::work() {
    do {
        bury(run_once());
    } while (rest());
    const std::lock_guard lock{mutex_};
    over_ = true;
    answered_.notify_all();
}

// Until the runner is gone; says how it ended.
std::string Supervisor::run_once() {
    auto started = RunnerLink::start(settings_);
    if (!started) {
        return started.error().text;
    }
    listener_.begin();
    last_batch_.reset();
    RunnerLink& link = **started;
    {
        const std::lock_guard lock{mutex_};
        end_reason_.clear();
        link_ = *std::move(started);
        link_->post(load_frame(settings_, context_) + first_);
    }
    Watch watch{now()};
    std::string how = serve(watch);
    if (how.empty()) {  // asked to stop: a good one leaves by itself
        ::shutdown(link.socket(), SHUT_WR);
        link.child().wait(farewell);
    }
    link.child().kill();
    pass_on_output(true);
    return how;
}

// Empty if it was asked to stop.
std::string Supervisor::serve(Watch& watch) {
    std::string how;
    while (how.empty() && !is_stopping()) {
        how = wait_and_hear(watch);
    }
    return how;
}

std::string Supervisor::wait_and_hear(Watch& watch) {
    bool has_unsent = false;
    {
        const std::lock_guard lock{mutex_};
        has_unsent = link_->has_unsent();
    }
    const auto events = static_cast<short>(has_unsent ? POLLIN | POLLOUT : POLLIN);
    std::array<pollfd, 4> waits{
        pollfd{link_->socket(), events, 0},
        pollfd{link_->child().end_fd(), POLLIN, 0},
        pollfd{link_->child().output_fd(), POLLIN, 0},
        pollfd{wake_.fd(), POLLIN, 0}};
    const timespec timeout = to_timespec(watch.next_look() - now());
    ppoll(waits.data(), waits.size(), &timeout, nullptr);
    wake_.quiet();
    if (waits[2].revents != 0) {
        pass_on_output(false);
    }
    if ((waits[0].revents | waits[1].revents) != 0) {
        if (std::string how = hear(watch); !how.empty()) {
            return how;
        }
    }
    const std::lock_guard lock{mutex_};
    if (!end_reason_.empty()) {
        return end_reason_;
    }
    if (watch.is_ping_due(now())) {
        link_->post(bare_frame(FrameKind::ping));
        watch.pinged(now());
    }
    link_->send_unsent();
    return watch.hung(now()).value_or("");
}

// Reads once, and everything that is left if the runner has ended.
std::string Supervisor::hear(Watch& watch) {
    const bool ended = link_->child().ended().has_value();
    RunnerLink::Heard heard = RunnerLink::Heard::nothing;
    do {
        heard = link_->hear();
        while (auto frame = link_->next()) {
            if (std::string how = obey(listener_.heed(*frame), watch); !how.empty()) {
                return how;
            }
        }
        if (link_->is_broken()) {
            return "it broke the frames of its socket";
        }
    } while (ended && heard == RunnerLink::Heard::something);
    if (!ended && heard != RunnerLink::Heard::end) {
        return "";
    }
    const ChildEnd end = link_->child().wait(farewell);
    return end.how == ChildEnd::How::timed_out ? "it closed its socket" : end.in_words();
}

// What is wrong with it, or nothing.
std::string Supervisor::obey(const Heeded& heeded, Watch& watch) {
    switch (heeded.what) {
    case Heeded::What::nonsense:
        return "it said what no runner says";
    case Heeded::What::verdicts:
        failures_ = 0;
        return "";
    case Heeded::What::pong:
        watch.heard(heeded.working, now());
        return "";
    case Heeded::What::last_batch:
        last_batch_ = heeded.batch;
        return "";
    case Heeded::What::secret:
        give_secret(heeded);
        return "";
    case Heeded::What::loaded:
        if ((heeded.plugin_flags & SLUICE_PF_BLOCKING_SEND) != 0) {
            watch.may_block();
        }
        return heeded.problem;
    case Heeded::What::answer:
        return begun(heeded.answer);
    case Heeded::What::refused: {
        const std::lock_guard lock{mutex_};
        refusals_.push_back(heeded.tokens);
        context_.ring();
        return "";
    }
    case Heeded::What::nothing:
        break;
    }
    return "";
}

std::string Supervisor::begun(const RunnerAnswer& answer) {
    const bool is_first = answer.call == FrameKind::init || answer.call == FrameKind::validate ||
                          answer.call == FrameKind::validate_verify;
    const std::lock_guard lock{mutex_};
    if (is_first && was_up_ && answer.rc != SLUICE_OK) {
        return "it does not start again: " + refusal(context_.take_issues(), answer.rc).text;
    }
    if (!was_up_ || !is_first) {
        answer_ = answer;
    }
    if (is_first && answer.rc == SLUICE_OK) {
        up_ = true;
        was_up_ = true;
        context_.ring();
    }
    answered_.notify_all();
    return "";
}

void Supervisor::give_secret(const Heeded& asked) {
    std::string value(256, '\0');
    std::size_t length = 0;
    const auto ask = [&] {
        return Context::table().secret(
            context_.handle(),
            sluice::to_str(asked.secret_name),
            value.data(),
            value.size(),
            &length
        );
    };
    sluice_rc rc = ask();
    while (rc == SLUICE_E_TOO_SMALL) {
        value.resize(length);
        rc = ask();
    }
    value.resize(rc == SLUICE_OK ? length : 0);
    std::string frames;
    FrameWriter frame{frames, FrameKind::secret_value};
    frame.number(asked.secret_request).number(static_cast<std::uint32_t>(rc)).text(value).end();
    {
        const std::lock_guard lock{mutex_};
        link_->post(frames);
    }
    ::explicit_bzero(value.data(), value.size());
    ::explicit_bzero(frames.data(), frames.size());
}

void Supervisor::pass_on_output(bool at_end) {
    for (const std::string& line : link_->take_lines(at_end)) {
        const std::array pairs{sluice::to_str("text"), sluice::to_str(line)};
        Context::table().log(
            context_.handle(),
            SLUICE_LOG_WARN,
            sluice::to_str("the plugin wrote to its output"),
            pairs.data(),
            pairs.size()
        );
    }
}

void Supervisor::bury(std::string how) {
    const std::lock_guard lock{mutex_};
    link_.reset();
    up_ = false;
    const auto doublings = std::min(failures_++, most_doublings);
    rest_until_ = now() + std::min<Time>(first_rest * (1U << doublings), longest_rest);
    if (!how.empty()) {
        deaths_.push_back({std::move(how), last_batch_});
    }
    if (deaths_.size() > most_deaths) {
        deaths_.pop_front();
    }
    answered_.notify_all();
    context_.ring();
}

// Until the next runner is to be started; false if none is.
bool Supervisor::rest() {
    std::unique_lock lock{mutex_};
    if (!was_up_) {
        return false;
    }
    while (!stopping_ && now() < rest_until_) {
        const timespec timeout = to_timespec(rest_until_ - now());
        lock.unlock();
        pollfd wait{wake_.fd(), POLLIN, 0};
        ppoll(&wait, 1, &timeout, nullptr);
        wake_.quiet();
        lock.lock();
    }
    return !stopping_;
}

}  // namespace host
