#include "host/state/committer.hpp"

#include "host/state/group_writer.hpp"
#include "host/state/schema.hpp"

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <pthread.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

// Signals belong to the host thread.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t before_{};
};

}  // namespace

class Committer::Impl {
public:
    Impl(std::unique_ptr<Database> database, int ack) : writer_{std::move(database)}, ack_{ack} {
        const SignalsBlocked blocked;
        thread_ = std::thread{[this] { loop(); }};
    }
    ~Impl() {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
        }
        queued_.notify_one();
        thread_.join();
        ::close(ack_);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    // Runs `change` on the queue unless it has failed, and wakes the thread.
    template <class Change>
    void queue(const Change& change) {
        {
            const std::lock_guard lock{mutex_};
            if (error_) {
                return;
            }
            change(work_);
        }
        queued_.notify_one();
    }

    std::uint64_t submit(Commit commit) {
        ++submitted_;
        queue([&](CommitGroup& work) { work.commits.push_back(std::move(commit)); });
        return submitted_;
    }
    std::uint64_t submitted() const { return submitted_; }
    std::uint64_t committed() const { return committed_.load(std::memory_order_acquire); }

    std::vector<Grant> take_grants() {
        const std::lock_guard lock{mutex_};
        return std::exchange(grants_, {});
    }
    std::optional<StateError> error() const {
        const std::lock_guard lock{mutex_};
        return error_;
    }
    int ack_fd() const { return ack_; }

    bool flush() {
        std::unique_lock lock{mutex_};
        idle_.wait(lock, [this] { return error_ || (work_.empty() && !busy_); });
        return !error_;
    }

private:
    void loop();
    void acknowledge(std::uint64_t commits, StateResult<std::vector<Grant>> result);

    GroupWriter writer_;  // the state thread alone

    int ack_;
    std::uint64_t submitted_ = 0;  // host thread alone
    std::atomic<std::uint64_t> committed_{0};
    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable queued_;
    std::condition_variable idle_;
    CommitGroup work_;
    std::vector<Grant> grants_;
    std::optional<StateError> error_;
    bool busy_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

void Committer::Impl::loop() {
    pthread_setname_np(pthread_self(), "sluice-state");
    std::unique_lock lock{mutex_};
    while (!error_) {
        queued_.wait(lock, [this] { return stopping_ || !work_.empty(); });
        if (work_.empty()) {
            return;
        }
        const CommitGroup work = std::exchange(work_, {});
        busy_ = true;
        lock.unlock();
        auto result = writer_.write(work);
        lock.lock();
        busy_ = false;
        acknowledge(work.commits.size(), std::move(result));
    }
}

// With the mutex held.
void Committer::Impl::acknowledge(std::uint64_t commits, StateResult<std::vector<Grant>> result) {
    if (result) {
        committed_.fetch_add(commits, std::memory_order_release);
        for (Grant& grant : *result) {
            grants_.push_back(std::move(grant));
        }
    } else {
        error_ = std::move(result).error();
        work_ = {};
    }
    // Cannot fail but for a full counter, and then the descriptor is readable anyhow.
    ::eventfd_write(ack_, 1);
    idle_.notify_all();
}

Committer::Committer(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Committer::Committer(Committer&&) noexcept = default;
Committer& Committer::operator=(Committer&&) noexcept = default;
Committer::~Committer() = default;

StateResult<Committer> Committer::open(const StateOptions& options) {
    auto database = open_state(options);
    if (!database) {
        return database.error();
    }
    const int ack = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (ack < 0) {
        return StateError{
            .text = "cannot make an event descriptor: the limit of open files is "
                    "reached; raise it (ulimit -n) and run again"};
    }
    return Committer{std::make_unique<Impl>(std::move(*database), ack)};
}

std::uint64_t Committer::submit(Commit commit) {
    return impl_->submit(std::move(commit));
}

std::uint64_t Committer::committed() const {
    return impl_->committed();
}

std::uint64_t Committer::backlog() const {
    return impl_->submitted() - impl_->committed();
}

void Committer::reserve(Reservation reservation) {
    impl_->queue([&](CommitGroup& work) { work.reservations.push_back(std::move(reservation)); });
}

std::vector<Grant> Committer::take_grants() {
    return impl_->take_grants();
}

void Committer::give_back(std::string account, std::int64_t use_before_ms, std::uint64_t count) {
    impl_->queue([&](CommitGroup& work) {
        work.returned.push_back({std::move(account), use_before_ms, count});
    });
}

int Committer::ack_fd() const {
    return impl_->ack_fd();
}

void Committer::clear_ack() {
    eventfd_t value = 0;
    ::eventfd_read(impl_->ack_fd(), &value);
}

std::optional<StateError> Committer::error() const {
    return impl_->error();
}

bool Committer::flush() {
    return impl_->flush();
}

}  // namespace host
