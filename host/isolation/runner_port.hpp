// The runner's end of its socket, and the functions that it gives the plugin in the host's stead.
// Made by run_plugin; any thread.
#pragma once

#include "host/frame/flat_results.hpp"
#include "host/isolation/runner_batches.hpp"

#include <sluice/destination.h>
#include <sluice/trace.h>
#include <sluice/verify.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace host {

class RunnerPort {
public:
    RunnerPort(int socket, RunnerBatches& batches, RunnerBatches& questions)
        : socket_{socket}, batches_{batches}, questions_{questions} {}
    RunnerPort(const RunnerPort&) = delete;
    RunnerPort& operator=(const RunnerPort&) = delete;

    // The table that goes to the plugin, with handle() as its context.
    static const sluice_host& table();
    // Those of the extensions.
    static const sluice_verify_host& verify_table();
    static const sluice_trace_host& trace_table();
    sluice_ctx* handle() { return reinterpret_cast<sluice_ctx*>(this); }

    void set_log_level(std::uint32_t level) { log_level_ = level; }
    // Verdicts that this thread gives wait for flush(): a whole batch of a plugin that answers
    // inside send() goes out as one.
    void defer_on_this_thread() { deferring_ = std::this_thread::get_id(); }
    void defer_never() { deferring_ = std::thread::id{}; }

    void loaded(std::string_view problem, std::uint32_t plugin_flags);
    void answer(FrameKind call, sluice_rc rc, const sluice_limits& limits);
    void refused(const std::vector<std::uint64_t>& tokens);
    // To questions that ask() did not take: by the host's tokens.
    void not_taken(const std::vector<std::uint64_t>& tokens);
    void pong(std::uint64_t calls, FrameKind call);
    void take_secret(std::uint64_t request, sluice_rc rc, std::string_view value);
    // The id of the batch that send() is given now.
    void begin_batch(std::uint64_t id) { last_batch_ = id; }
    void flush();
    // In a signal handler, or at exit: the verdicts that were given before still reach the host, so
    // that their records are not sent again. Takes no memory and waits for nobody; says nothing if
    // another thread is at it.
    void last_words();

private:
    struct Services;
    struct Extensions;
    struct Secret {
        sluice_rc rc = SLUICE_OK;
        std::string value;
    };

    void flush_locked();

    int socket_;
    RunnerBatches& batches_;
    RunnerBatches& questions_;
    std::uint32_t log_level_ = SLUICE_LOG_INFO;
    std::atomic<std::thread::id> deferring_{};
    std::atomic<std::uint64_t> last_batch_ = 0;

    std::mutex mutex_;
    std::string unsent_;
    FlatResults results_;
    std::vector<std::string> metric_names_;

    std::mutex secrets_mutex_;
    std::condition_variable secret_came_;
    std::uint64_t secret_requests_ = 0;
    std::map<std::uint64_t, Secret> secrets_;
};

}  // namespace host
