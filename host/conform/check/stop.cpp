#include "host/conform/check/stop.hpp"

#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <algorithm>
#include <string>
#include <thread>

namespace host {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds shutdown_deadline{1000};
constexpr milliseconds grace{1000};  // beyond a deadline: the machine may be busy
constexpr milliseconds promptly{1000};
constexpr milliseconds slow{3000};  // longer than all of these together need to be noticed
constexpr milliseconds time_for_late_words{50};
constexpr std::size_t most_records = 1000;

milliseconds since(Clock::time_point begin) {
    return std::chrono::duration_cast<milliseconds>(Clock::now() - begin);
}

void judge_shutdown(Harness& harness, Evidence& evidence) {
    const Clock::time_point begin = Clock::now();
    harness.shutdown(shutdown_deadline);
    const milliseconds took = since(begin);
    evidence.expect(
        took <= shutdown_deadline + grace,
        "expected shutdown to return by its deadline of 1000 ms, found that it took " +
            std::to_string(took.count()) + " ms"
    );
}

// Twice, at the same time: cancel is for any thread.
void cancel_twice(Harness& harness, Evidence& evidence) {
    const Clock::time_point begin = Clock::now();
    std::thread other{[&] { harness.cancel(); }};
    harness.cancel();
    other.join();
    const milliseconds took = since(begin);
    evidence.expect(
        took <= grace,
        "expected cancel to return within 50 ms, found that it took " +
            std::to_string(took.count()) + " ms"
    );
}

void judge_verdicts(CheckRun& run, const Harness& harness) {
    const auto judged = harness.judged();
    const auto missing = std::count_if(judged.begin(), judged.end(), [](const Judged& each) {
        return each.verdict.status == SLUICE_UNSET;
    });
    run.evidence().expect(
        missing == 0,
        "expected a verdict on each of " + std::to_string(judged.size()) +
            " records within 1 s of cancel, found none on " + std::to_string(missing)
    );
    const auto rejected = std::count_if(judged.begin(), judged.end(), [](const Judged& each) {
        return each.verdict.status == SLUICE_REJECTED;
    });
    run.evidence().expect(
        rejected == 0,
        "expected no record to be REJECTED for a stop, which is not its fault, found " +
            std::to_string(rejected)
    );
}

// As many records as may be under way, stopped while `reply` keeps them there.
void stop_under_way(CheckRun& run, const MockReply& reply) {
    run.play(reply);
    Harness harness{run};
    harness.must_init();
    const std::size_t count = std::min<std::size_t>(harness.limits().max_in_flight, most_records);
    harness.send_within_limits(records_of(run.sample(), 1, count), promptly);
    cancel_twice(harness, run.evidence());
    harness.await(promptly);
    judge_verdicts(run, harness);
    judge_shutdown(harness, run.evidence());
    std::this_thread::sleep_for(time_for_late_words
    );  // it is the absence of a call that is looked for
    run.judge_misuse(harness.context(), {Misuse::late_verdict, Misuse::call_after_shutdown});
}

}  // namespace

void check_stop_idle(CheckRun& run) {
    run.play(run.accepted());
    {
        Harness unused{run};
        unused.must_init();
        judge_shutdown(unused, run.evidence());
    }
    Harness harness{run};
    harness.must_init();
    harness.flush();
    cancel_twice(harness, run.evidence());
    judge_shutdown(harness, run.evidence());
}

void check_stop_busy(CheckRun& run) {
    MockReply reply = run.accepted();
    reply.delay = slow;
    stop_under_way(run, reply);
}

void check_stop_hang(CheckRun& run) {
    MockReply reply = run.accepted();
    reply.how = MockReply::How::never;
    stop_under_way(run, reply);
}

}  // namespace host
