#include "host/conform/check/send.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace host {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds patience{10'000};
constexpr milliseconds latency{200};
constexpr milliseconds longest_send{50};  // destination.h, send
constexpr std::size_t batches_at_least = 10;

// So many records at a time that there are some batches, and none is larger than it may be.
std::size_t batch_size(const sluice_limits& limits, std::size_t records) {
    const std::size_t most = std::min(limits.max_batch_records, limits.max_in_flight);
    return std::clamp<std::size_t>(records / batches_at_least, 1, std::max<std::size_t>(most, 1));
}

// How long each send() took.
std::vector<Clock::duration> send_all(Harness& harness, std::span<const RecordDraft> records) {
    std::vector<Clock::duration> took;
    const std::size_t size = batch_size(harness.limits(), records.size());
    const std::size_t most_in_flight = std::max(1U, harness.limits().max_in_flight);
    while (!records.empty()) {
        const std::size_t count = std::min(size, records.size());
        if (!harness.context().await_open(most_in_flight - count, patience)) {
            break;
        }
        const Clock::time_point begin = Clock::now();
        harness.send(records.first(count));
        took.push_back(Clock::now() - begin);
        records = records.subspan(count);
    }
    return took;
}

// The middle one: a busy machine may hold a single call up.
void judge_sends(std::vector<Clock::duration> took, Evidence& evidence) {
    const auto middle = took.begin() + static_cast<std::ptrdiff_t>(took.size() / 2);
    std::nth_element(took.begin(), middle, took.end());
    const auto usual = std::chrono::duration_cast<milliseconds>(*middle);
    evidence.expect(
        usual <= longest_send,
        "expected send() to return within 50 ms, found that it usually took " +
            std::to_string(usual.count()) +
            " ms; set SLUICE_PF_BLOCKING_SEND if it has to wait for the far side"
    );
}

}  // namespace

void check_send_async(CheckRun& run) {
    MockReply reply = run.accepted();
    reply.delay = latency;
    run.play(reply);
    Harness harness{run};
    harness.must_init();
    const std::size_t count = run.is_full() ? 1000 : 200;
    const Clock::time_point begin = Clock::now();
    const auto took = send_all(harness, records_of(run.sample(), 1, count));
    harness.flush();
    const bool is_done = harness.await(patience);
    const auto all = std::chrono::duration_cast<milliseconds>(Clock::now() - begin);
    run.evidence().note(
        std::to_string(count) + " records at a latency of 200 ms took " +
        std::to_string(all.count()) + " ms"
    );
    if ((run.plugin().flags & SLUICE_PF_BLOCKING_SEND) == 0U && !took.empty()) {
        judge_sends(took, run.evidence());
    }
    // A quarter of the time that it takes one after another, where that many may be under way.
    const bool is_parallel = harness.limits().max_in_flight >= 16;
    run.evidence().expect(
        is_done && (!is_parallel || all * 4 <= latency * count),
        "expected records to be under way together, as max_in_flight " +
            std::to_string(harness.limits().max_in_flight) + " says, found that " +
            std::to_string(count) + " of 200 ms each took " + std::to_string(all.count()) + " ms"
    );
}

void check_send_limits(CheckRun& run) {
    MockReply reply = run.accepted();
    reply.delay = milliseconds{20};
    run.play(reply);
    Harness harness{run};
    harness.must_init();
    const sluice_limits limits = harness.limits();
    for (std::uint64_t number = 1; number <= 10; ++number) {
        run.evidence().expect(
            harness.send_within_limits(records_of(run.sample(), number, 1), patience),
            "expected a batch of one record to be taken, found it refused"
        );
    }
    const std::size_t count = std::min<std::size_t>(2 * std::size_t{limits.max_in_flight}, 2000);
    run.evidence().expect(
        harness.send_within_limits(records_of(run.sample(), 11, count), patience),
        "expected batches of max_batch_records " + std::to_string(limits.max_batch_records) +
            " to be taken as long as no more than max_in_flight " +
            std::to_string(limits.max_in_flight) + " are under way, found one refused"
    );
    harness.flush();
    run.evidence().expect(
        harness.await(patience), "expected a verdict on each record, found some without"
    );
    const std::uint64_t peak = run.ledger().peak;
    run.evidence().expect(
        peak <= limits.max_in_flight,
        "expected no more requests at once than max_in_flight " +
            std::to_string(limits.max_in_flight) + ", found " + std::to_string(peak)
    );
}

}  // namespace host
