#include "host/isolation/runner_calls.hpp"

#include "host/plugin/extensions.hpp"

#include <utility>

namespace host {
namespace {

constexpr sluice_limits no_limits{sizeof(sluice_limits), 1, 1, 0};

}  // namespace

RunnerCalls::RunnerCalls(
    const sluice_plugin& plugin, RunnerPort& port, RunnerBatches& batches, RunnerBatches& questions
)
    : plugin_{plugin}, port_{port}, batches_{batches}, questions_{questions}, thread_{[this] {
          work();
      }} {}

void RunnerCalls::add(RunnerCall call) {
    {
        const std::lock_guard lock{mutex_};
        waiting_.push_back(std::move(call));
    }
    added_.notify_one();
}

void RunnerCalls::cancel() {
    if (sluice_instance* self = self_) {
        plugin_.cancel(self);
    }
}

RunnerCall RunnerCalls::next() {
    std::unique_lock lock{mutex_};
    added_.wait(lock, [this] { return !waiting_.empty(); });
    RunnerCall call = std::move(waiting_.front());
    waiting_.pop_front();
    return call;
}

// For ever: the process ends when the host closes the socket.
void RunnerCalls::work() {
    if ((plugin_.flags & SLUICE_PF_BLOCKING_SEND) == 0) {
        port_.defer_on_this_thread();
    }
    for (;;) {
        RunnerCall call = next();
        running_ = call.kind;
        ++begun_;
        perform(call);
        port_.flush();
        running_ = FrameKind{};
    }
}

void RunnerCalls::perform(RunnerCall& call) {
    switch (call.kind) {
    case FrameKind::validate: {
        const sluice_spec spec = call.spec->to_c();
        const sluice_rc rc = plugin_.validate_mapping(&RunnerPort::table(), port_.handle(), &spec);
        port_.answer(call.kind, rc, no_limits);
        return;
    }
    case FrameKind::init:
        start(call);
        return;
    case FrameKind::check: {
        const sluice_rc rc = plugin_.check == nullptr ? SLUICE_OK : plugin_.check(self_);
        port_.answer(call.kind, rc, no_limits);
        return;
    }
    case FrameKind::batch:
        send(*call.batch);
        return;
    case FrameKind::validate_verify:
        validate_verify(*call.spec);
        return;
    case FrameKind::question:
        ask(*call.batch);
        return;
    case FrameKind::begin_trace:
        port_.answer(call.kind, begin_trace(), no_limits);
        return;
    case FrameKind::flush:
        if (plugin_.flush != nullptr) {
            plugin_.flush(self_);
        }
        return;
    case FrameKind::shutdown:
        plugin_.shutdown(self_.exchange(nullptr), call.deadline);
        port_.answer(call.kind, SLUICE_OK, no_limits);
        return;
    default:
        return;
    }
}

void RunnerCalls::start(RunnerCall& call) {
    spec_ = std::move(call.spec);
    const sluice_spec spec = spec_->to_c();
    sluice_limits limits = no_limits;
    sluice_instance* self = nullptr;
    sluice_rc rc = plugin_.init(&RunnerPort::table(), port_.handle(), &spec, &limits, &self);
    if (rc == SLUICE_OK && self == nullptr) {
        rc = SLUICE_E_INTERNAL;
    }
    self_ = rc == SLUICE_OK ? self : nullptr;
    port_.answer(call.kind, rc, limits);
}

void RunnerCalls::send(FlatBatch& batch) {
    const sluice_batch sent{
        .struct_size = sizeof(sluice_batch),
        .flags = 0,
        .id = batch.id(),
        .records = batch.records().data(),
        .n_records = batch.records().size(),
        .deadline_mono_ns = batch.deadline(),
    };
    port_.begin_batch(sent.id);
    if (plugin_.send(self_, &sent) == SLUICE_OK) {
        batches_.release(batch);
    } else {
        port_.refused(batches_.refuse(batch));
    }
}

void RunnerCalls::ask(FlatBatch& questions) {
    const sluice_verify* verify = verify_of(plugin_);
    const sluice_question_batch asked{
        .struct_size = sizeof(sluice_question_batch),
        .flags = static_cast<std::uint32_t>(questions.id()),
        .records = questions.records().data(),
        .n_records = questions.records().size(),
        .deadline_mono_ns = questions.deadline(),
    };
    if (verify != nullptr && verify->ask(self_, &RunnerPort::verify_table(), &asked) == SLUICE_OK) {
        questions_.release(questions);
    } else {
        port_.not_taken(questions_.refuse(questions));
    }
}

// The answer's max_in_flight is the time that the far side needs to settle, in milliseconds.
void RunnerCalls::validate_verify(const FlatSpec& spec) {
    const sluice_verify* verify = verify_of(plugin_);
    if (verify == nullptr) {
        port_.answer(FrameKind::validate_verify, SLUICE_E_NOT_FOUND, no_limits);
        return;
    }
    const sluice_spec asked = spec.to_c();
    const sluice_rc rc = verify->validate(&RunnerPort::table(), port_.handle(), &asked);
    sluice_limits settle = no_limits;
    settle.max_in_flight = verify->settle_ms;
    port_.answer(FrameKind::validate_verify, rc, settle);
}

sluice_rc RunnerCalls::begin_trace() {
    const sluice_trace* trace = trace_of(plugin_);
    return trace == nullptr ? SLUICE_E_NOT_FOUND : trace->begin(self_, &RunnerPort::trace_table());
}

}  // namespace host
