#include "tests/conformance/bad/instance.hpp"

#include "tests/conformance/bad/guest.hpp"
#include "tests/conformance/bad/judge.hpp"
#include "tests/conformance/bad/request.hpp"
#include "tests/conformance/bad/sin.hpp"

#include <sluice/text.hpp>

#include <cstdlib>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace bad {

Instance::Instance(const sluice_host* host, sluice_ctx* context, Config config, Mapping mapping)
    : host_{host}, context_{context}, config_{std::move(config)}, mapping_{mapping},
      stop_fd_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
    read_secret();
    for (std::uint32_t i = 0; i < workers; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

Instance::~Instance() {
    if (sin != Sin::leaks_a_descriptor) {
        ::close(stop_fd_);
    }
}

void Instance::read_secret() {
    std::string value(4096, '\0');
    std::size_t length = 0;
    const sluice_rc rc =
        host_->secret(context_, sluice::to_str(config_.token), value.data(), value.size(), &length);
    value.resize(rc == SLUICE_OK ? length : 0);
    if (sin == Sin::logs_its_secret) {
        log("the token is " + value);
    }
    const std::lock_guard lock{mutex_};
    token_ = std::move(value);
}

void Instance::log(const std::string& text) const {
    host_->log(context_, SLUICE_LOG_INFO, sluice::to_str(text), nullptr, 0);
}

sluice_rc Instance::check() {
    if (knock_at(config_.port)) {
        return SLUICE_OK;
    }
    const sluice_issue issue{
        sizeof(sluice_issue),
        SLUICE_SEV_ERROR,
        sluice::to_str("/config/endpoint"),
        sluice::to_str("unreachable"),
        sluice::to_str("expected somebody to listen at the endpoint, found nobody")};
    host_->report(context_, &issue);
    return SLUICE_E_UNAVAILABLE;
}

sluice_rc Instance::send(const sluice_batch& batch) {
    if (secret_is_stale_.exchange(false)) {
        read_secret();
    }
    sin_in_send(batch);
    if (sin == Sin::answers_a_refused_batch && batch.n_records > 1) {
        complete(cancelled(batch.records[0].token));
        return SLUICE_E_UNAVAILABLE;
    }
    std::unique_lock lock{mutex_};
    for (std::size_t i = 0; i < batch.n_records; ++i) {
        queue_.push_back({&batch.records[i], batch.deadline_mono_ns});
    }
    const bool is_late = is_cancelled_;
    lock.unlock();
    changed_.notify_all();
    if (is_late) {
        cancel();
    }
    return SLUICE_OK;
}

void Instance::cancel() {
    if (sin == Sin::ignores_cancel) {
        return;
    }
    std::deque<Job> open;
    {
        const std::lock_guard lock{mutex_};
        is_cancelled_ = true;
        open.swap(queue_);
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_fd_, &one, sizeof one);
    for (const Job& job : open) {
        complete(cancelled(job.record->token));
    }
}

void Instance::shutdown() {
    cancel();
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
    }
    changed_.notify_all();
    if (sin == Sin::hangs_in_shutdown && has_broken_off_) {
        std::this_thread::sleep_for(std::chrono::seconds{6});  // past any deadline of the kit's
    }
    for (std::thread& thread : threads_) {
        thread.join();
    }
    if (sin == Sin::answers_after_shutdown) {
        std::thread{[host = host_, context = context_, last = last_.load()] {
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
            const sluice_result late = cancelled(last);
            host->complete(context, &late, 1);
        }}.detach();
    }
}

void Instance::work() {
    Connection connection{config_.port, stop_fd_};
    const sluice_record* kept = nullptr;
    for (Job job; take(job); kept = job.record) {
        if (sin == Sin::keeps_a_pointer && kept != nullptr) {
            look_back_at(kept);
        }
        try {
            deliver(job, connection);
        } catch (const std::exception&) {  // no memory
            Exchanged unknown;
            unknown.broken = Broken::ended;
            unknown.is_written = true;
            complete(judge(job.record->token, unknown));
        }
    }
}

bool Instance::take(Job& job) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return !queue_.empty() || is_over_; });
    if (queue_.empty()) {
        return false;
    }
    job = queue_.front();
    queue_.pop_front();
    return true;
}

void Instance::deliver(const Job& job, Connection& connection) {
    if (sin == Sin::crashes_on_the_1000th_record && ++carried_ == 1000) {
        std::abort();
    }
    const std::uint64_t token = job.record->token;
    std::string secret;
    {
        const std::lock_guard lock{mutex_};
        secret = token_;
    }
    std::string request;
    Refusal refusal;
    if (!write_request(config_, mapping_, secret, *job.record, request, refusal)) {
        complete(refused(token, refusal));
        return;
    }
    const Exchanged exchanged = exchange(request, job, connection);
    has_broken_off_ = has_broken_off_ || exchanged.broken == Broken::stopped;
    const sluice_result result = judge(token, exchanged);
    if (result.status == SLUICE_AUTH_FAILED) {
        secret_is_stale_ = true;
    }
    complete(result);
}

Exchanged Instance::exchange(const std::string& request, const Job& job, Connection& connection) {
    Exchanged exchanged = connection.exchange(request, job.deadline);
    if (sin == Sin::sends_twice && exchanged.broken == Broken::ended && exchanged.is_written) {
        exchanged = connection.exchange(request, job.deadline);
    }
    return exchanged;
}

void Instance::complete(sluice_result result) {
    const std::uint64_t number = ++answered_;
    last_ = result.token;
    if (sin == Sin::forgets_a_verdict && number % 7 == 3) {
        return;
    }
    host_->complete(context_, &result, 1);
    if (sin == Sin::gives_two_verdicts) {
        host_->complete(context_, &result, 1);
    } else if (sin == Sin::answers_an_unknown_token) {
        result.token += 1'000'000'007;
        host_->complete(context_, &result, 1);
    }
}

}  // namespace bad
