// One live instance: a queue, and workers that each carry one record at a time. Made by init(),
// ended by shutdown().
#pragma once

#include "tests/conformance/bad/config.hpp"
#include "tests/conformance/bad/exchange.hpp"
#include "tests/conformance/bad/mapping.hpp"

#include <sluice/destination.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bad {

class Instance {
public:
    // Also the most records in flight: each worker has one. 1000 records of 200 ms take 3.2 s.
    static constexpr std::uint32_t workers = 64;

    Instance(const sluice_host* host, sluice_ctx* context, Config config, Mapping mapping);
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;
    ~Instance();

    sluice_rc check();
    sluice_rc send(const sluice_batch& batch);
    void cancel();
    void shutdown();

private:
    struct Job {
        const sluice_record* record = nullptr;
        std::uint64_t deadline = 0;
    };

    void read_secret();
    void log(const std::string& text) const;
    void work();
    bool take(Job& job);
    void deliver(const Job& job, Connection& connection);
    Exchanged exchange(const std::string& request, const Job& job, Connection& connection);
    void complete(sluice_result result);

    const sluice_host* host_;
    sluice_ctx* context_;
    const Config config_;
    const Mapping mapping_;
    int stop_fd_;
    std::atomic<bool> secret_is_stale_{false};
    std::atomic<bool> has_broken_off_{false};  // cancel() found a record under way
    std::atomic<std::uint64_t> carried_{0};    // records
    std::atomic<std::uint64_t> answered_{0};   // verdicts
    std::atomic<std::uint64_t> last_{0};       // the token of one that was answered

    std::mutex mutex_;  // guards what follows, up to threads_
    std::condition_variable changed_;
    std::string token_;
    std::deque<Job> queue_;
    bool is_cancelled_ = false;
    bool is_over_ = false;

    std::vector<std::thread> threads_;
};

}  // namespace bad
