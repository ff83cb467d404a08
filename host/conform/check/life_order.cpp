#include "host/conform/check/life.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <thread>

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};
constexpr std::chrono::milliseconds time_for_late_words{50};

void judge_words(CheckRun& run, const Harness& harness) {
    run.judge_misuse(
        harness.context(), {Misuse::call_after_shutdown, Misuse::report_outside, Misuse::bad_log}
    );
}

void come_and_go(CheckRun& run) {
    const int cycles = run.is_full() ? 100 : 10;
    for (int i = 0; i < cycles; ++i) {
        Harness harness{run};
        harness.must_init();
        harness.shutdown(std::chrono::seconds{1});
        judge_words(run, harness);
    }
}

// An instance that ends while another works takes nothing of it along.
void live_side_by_side(CheckRun& run) {
    Harness one{run};
    Harness other{run};
    one.must_init();
    other.must_init();
    const auto records = records_of(run.sample(), 1, 20);
    one.send_within_limits(records, patience);
    other.send_within_limits(records_of(run.sample(), 101, 20), patience);
    one.flush();
    one.await(patience);
    one.shutdown(std::chrono::seconds{1});
    other.send_within_limits(records_of(run.sample(), 201, 20), patience);
    other.flush();
    Evidence& evidence = run.evidence();
    evidence.expect(
        other.await(patience),
        "expected an instance to go on when another ends, found records without a verdict"
    );
    other.shutdown(std::chrono::seconds{1});
    std::this_thread::sleep_for(time_for_late_words);  // the absence of a call is looked for
    for (Harness* harness : {&one, &other}) {
        judge_words(run, *harness);
        run.judge_misuse(harness->context(), {Misuse::unknown_token});
    }
}

void fail_and_leave_nothing(CheckRun& run) {
    Harness harness{run};
    SpecDraft spec = harness.spec();
    spec.config_json = "{";
    harness.set_spec(spec);
    if (harness.init() == SLUICE_OK) {
        return;  // it needs no config; cfg-reject judges that
    }
    Harness next{run};
    run.evidence().expect(
        next.init() == SLUICE_OK,
        "expected init to succeed after one that failed, found that it fails too"
    );
    judge_words(run, harness);
}

}  // namespace

void check_life_order(CheckRun& run) {
    run.play(run.accepted());
    come_and_go(run);
    live_side_by_side(run);
    fail_and_leave_nothing(run);
}

}  // namespace host
