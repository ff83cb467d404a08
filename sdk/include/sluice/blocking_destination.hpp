// A destination whose author writes one function that may block, say a database call: a pool of
// threads of its own runs it. Derived by plugins in place of sluice::Destination.
//
//     class Mine final : public sluice::BlockingDestination {
//     public:
//         static void validate(sluice::Findings& findings, const sluice::Spec& spec);
//         Mine(sluice::Host host, const sluice::Spec& spec) : BlockingDestination{host, {}} {}
//         sluice::Outcome deliver(const sluice::Record& record) override;
//     };
//     SLUICE_EXPORT_DESTINATION(Mine)
#pragma once

#include <sluice/destination.hpp>
#include <sluice/outcomes.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace sluice {

struct BlockingOptions {
    std::size_t threads = 8;  // calls of deliver() at a time
    std::size_t queue =
        64;  // records that wait for a thread, so that none of them waits for the host
};

class BlockingDestination : public Destination {
public:
    ~BlockingDestination() override { stop(); }

    sluice_limits limits() const override {
        const auto in_flight = static_cast<std::uint32_t>(options_.threads + options_.queue);
        sluice_limits limits{};
        limits.max_batch_records = in_flight;
        limits.max_in_flight = in_flight;
        return limits;
    }

    void send(Record record) final {
        std::unique_lock lock{mutex_};
        const bool is_full = queue_.size() >= options_.threads + options_.queue;
        if (is_cancelled_ || is_full) {
            lock.unlock();
            std::move(record).finish(is_full ? overrun() : cancelled());
            return;
        }
        queue_.push_back(std::move(record));
        lock.unlock();
        filled_.notify_one();
    }

    // Answers what is queued CANCELLED. A deliver() under way is awaited by shutdown: let it look
    // at is_cancelled() if it may take long.
    void cancel() final {
        std::deque<Record> open;
        {
            const std::lock_guard lock{mutex_};
            is_cancelled_ = true;
            open.swap(queue_);
        }
        filled_.notify_all();
        for (Record& record : open) {
            std::move(record).finish(cancelled());
        }
    }

    void shutdown(std::chrono::nanoseconds /*deadline*/) final { stop(); }

protected:
    BlockingDestination(Host host, BlockingOptions options) : host_{host}, options_{options} {
        for (std::size_t i = 0; i < options_.threads; ++i) {
            threads_.emplace_back([this] { work(); });
        }
    }

    const Host& host() const { return host_; }
    // [any thread] The host wants an end: whatever deliver() has not begun is CANCELLED.
    bool is_cancelled() const { return is_cancelled_; }

    // [several threads at once] What became of the record. May block, up to record.deadline(). What
    // it throws costs the record a RETRY.
    virtual Outcome deliver(const Record& record) = 0;

private:
    void stop() {
        cancel();
        for (std::thread& thread : threads_) {
            thread.join();
        }
        threads_.clear();
    }

    void work() {
        while (auto record = next()) {
            std::move(*record).finish(outcome_of(*record));
        }
    }

    // Waits for one. None once cancelled.
    std::optional<Record> next() {
        std::unique_lock lock{mutex_};
        filled_.wait(lock, [this] { return is_cancelled_ || !queue_.empty(); });
        if (queue_.empty()) {
            return std::nullopt;
        }
        std::optional<Record> record{std::move(queue_.front())};
        queue_.pop_front();
        return record;
    }

    Outcome outcome_of(const Record& record) {
        if (std::chrono::steady_clock::now() >= record.deadline()) {
            return retry(
                {.reason = Reason::timeout,
                 .code = "timeout",
                 .message = "the deadline passed while the record waited for a thread"}
            );
        }
        try {
            return deliver(record);
        } catch (...) {  // what it says may hold a visitor's value
            say_that_it_threw();
            return retry(
                {.reason = Reason::internal,
                 .code = "internal",
                 .message = "the plugin failed at this record"}
            );
        }
    }

    // One line for the life of the instance: a bug shows at every record.
    void say_that_it_threw() {
        if (!has_said_.exchange(true)) {
            host_.log(
                LogLevel::error, "the plugin threw at a record, which is sent again; said once"
            );
        }
    }

    static Outcome overrun() {
        return retry(
            {.reason = Reason::internal,
             .code = "overrun",
             .message = "expected no more records than max_in_flight, found one more"}
        );
    }

    const Host host_;
    const BlockingOptions options_;
    std::mutex mutex_;  // guards queue_
    std::condition_variable filled_;
    std::deque<Record> queue_;
    std::atomic<bool> is_cancelled_{false};
    std::atomic<bool> has_said_{false};
    std::vector<std::thread> threads_;
};

}  // namespace sluice
