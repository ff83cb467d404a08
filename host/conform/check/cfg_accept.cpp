#include "host/conform/check/config.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

namespace host {
namespace {

void tell_issues(const KitContext& context, Evidence& evidence) {
    for (const SeenIssue& issue : context.issues()) {
        evidence.note("it reported: " + issue.path + ": " + issue.message);
    }
}

void judge_limits(const sluice_limits& limits, Evidence& evidence) {
    evidence.expect(
        limits.max_batch_records >= 1 && limits.max_in_flight >= 1,
        "expected limits of at least 1, found max_batch_records " +
            std::to_string(limits.max_batch_records) + " and max_in_flight " +
            std::to_string(limits.max_in_flight)
    );
}

}  // namespace

void check_cfg_accept(CheckRun& run) {
    if (run.sample().fault) {
        return run.evidence().skip(*run.sample().fault);
    }
    run.play(run.accepted());
    Harness harness{run};
    const sluice_rc validated = harness.validate();
    run.evidence().expect(
        validated == SLUICE_OK,
        "expected validate_mapping to accept the sample mapping, found code " +
            std::to_string(validated)
    );
    const sluice_rc started = harness.init();
    run.evidence().expect(
        started == SLUICE_OK,
        "expected init to accept the sample configuration, found code " + std::to_string(started)
    );
    if (run.evidence().has_failed()) {
        return tell_issues(harness.context(), run.evidence());
    }
    run.evidence().expect(
        harness.is_live(), "expected init to give an instance, found NULL and success"
    );
    judge_limits(harness.limits(), run.evidence());
}

}  // namespace host
