// The calls of a plugin that must never overlap, one behind the other on a thread of their own.
// Made by run_plugin; its thread adds, this one's calls.
#pragma once

#include "host/frame/flat_spec.hpp"
#include "host/isolation/runner_batches.hpp"
#include "host/isolation/runner_port.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace host {

struct RunnerCall {
    FrameKind kind{};
    std::unique_ptr<FlatSpec> spec = nullptr;  // validate, init, validate_verify
    FlatBatch* batch = nullptr;                // batch, question; RunnerBatches'
    std::uint64_t deadline = 0;                // shutdown
};

class RunnerCalls {
public:
    // `batches`: of records; `questions`: of questions.
    RunnerCalls(
        const sluice_plugin& plugin,
        RunnerPort& port,
        RunnerBatches& batches,
        RunnerBatches& questions
    );

    void add(RunnerCall call);
    // Right away, on the caller's thread: cancel may be called beside any other.
    void cancel();

    std::uint64_t begun() const { return begun_; }
    FrameKind running() const { return running_; }

private:
    [[noreturn]] void work();
    RunnerCall next();
    void perform(RunnerCall& call);
    void start(RunnerCall& call);
    void send(FlatBatch& batch);
    void ask(FlatBatch& questions);
    void validate_verify(const FlatSpec& spec);
    sluice_rc begin_trace();

    const sluice_plugin& plugin_;
    RunnerPort& port_;
    RunnerBatches& batches_;
    RunnerBatches& questions_;
    std::unique_ptr<FlatSpec> spec_;  // of the instance; kept as long as it lives
    std::atomic<sluice_instance*> self_ = nullptr;
    std::atomic<std::uint64_t> begun_ = 0;
    std::atomic<FrameKind> running_{};

    std::mutex mutex_;
    std::condition_variable added_;
    std::deque<RunnerCall> waiting_;
    std::thread thread_;
};

}  // namespace host
