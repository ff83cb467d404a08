#include "host/conform/check/send.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <algorithm>
#include <thread>

namespace host {
namespace {

constexpr std::size_t records_in_all = 1200;  // beyond 1000, where a plugin's own counter may turn
constexpr std::chrono::seconds patience{5};
constexpr std::chrono::milliseconds time_for_late_words{100};

void judge_missing(const Harness& harness, Evidence& evidence) {
    const auto judged = harness.judged();
    const auto missing = std::count_if(judged.begin(), judged.end(), [](const Judged& each) {
        return each.verdict.status == SLUICE_UNSET;
    });
    evidence.expect(
        missing == 0,
        "expected a verdict on each of " + std::to_string(judged.size()) +
            " records, found none on " + std::to_string(missing) + " of them"
    );
}

}  // namespace

void check_send_once(CheckRun& run) {
    run.play(run.accepted());
    Harness harness{run};
    harness.must_init();
    const auto records = records_of(run.sample(), 1, records_in_all);
    if (!harness.send_within_limits(records, patience)) {
        run.evidence().fail("expected send() to take batches within the limits, found one refused, "
                            "or no credit within 5 s");
    }
    harness.flush();
    harness.await(patience);
    judge_missing(harness, run.evidence());
    harness.cancel();
    harness.await(std::chrono::seconds{1});
    harness.shutdown(std::chrono::seconds{2});
    // Nothing can be waited for here: it is the absence of a call that is looked for.
    std::this_thread::sleep_for(time_for_late_words);
    run.judge_misuse(
        harness.context(),
        {Misuse::duplicate_verdict,
         Misuse::unknown_token,
         Misuse::verdict_of_refused,
         Misuse::late_verdict,
         Misuse::bad_verdict}
    );
}

}  // namespace host
