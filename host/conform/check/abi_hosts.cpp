#include "host/conform/check/abi.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};
constexpr std::size_t some_records = 8;
constexpr std::uint32_t unknown_type = 200;
constexpr std::uint32_t unknown_flag = 1U << 20U;

void judge_verdicts(const Harness& harness, Evidence& evidence) {
    for (const Judged& each : harness.judged()) {
        evidence.expect(
            each.verdict.status == SLUICE_DELIVERED,
            "record " + std::to_string(each.record.number) + ": expected DELIVERED, found " +
                in_words(each.verdict)
        );
    }
}

void live_once(CheckRun& run, Harness& harness) {
    harness.must_init();
    harness.check();
    harness.send_within_limits(records_of(run.sample(), 1, some_records), patience);
    harness.flush();
    harness.await(patience);
    if (!run.sample().no_http) {
        judge_verdicts(harness, run.evidence());
    }
    harness.cancel();
    harness.shutdown(std::chrono::seconds{2});
}

// What the secret's name stands for is gone: an instance that does without is as good as a refusal
// that says so.
void start_without_secrets(CheckRun& run) {
    Harness harness{run, {.age = HostAge::old}};
    harness.context().set_secrets({});
    if (harness.init() != SLUICE_OK) {
        run.evidence().expect(
            !harness.context().issues().empty(),
            "expected init to report why it refuses, found no report when the secrets were missing"
        );
        return;
    }
    harness.send(records_of(run.sample(), 1, 1));
    harness.flush();
    run.evidence().expect(
        harness.await(patience), "expected a verdict also where a secret is missing, found none"
    );
}

}  // namespace

void check_abi_old_host(CheckRun& run) {
    run.play(run.accepted());
    {
        Harness harness{run, {.age = HostAge::old}};
        harness.validate();
        live_once(run, harness);
    }
    if (!run.sample().secrets.empty()) {
        start_without_secrets(run);
    }
}

void check_abi_new_host(CheckRun& run) {
    run.play(run.accepted());
    Harness harness{run, {.age = HostAge::newer, .batch_flags = unknown_flag}};
    SpecDraft spec = harness.spec();
    for (SampleField& field : spec.fields) {
        field.flags |= unknown_flag;
    }
    harness.set_spec(spec);
    harness.validate();
    harness.must_init();
    auto records = records_of(run.sample(), 1, some_records);
    for (std::size_t i = 0; i < records.size() && !records[i].slots.empty(); ++i) {
        SlotDraft& slot = records[i].slots[i % records[i].slots.size()];
        slot.type = unknown_type + static_cast<std::uint32_t>(i);
    }
    harness.send_within_limits(records, patience);
    harness.flush();
    harness.await(patience);
    for (const Judged& each : harness.judged()) {
        run.evidence().expect(
            each.verdict.status == SLUICE_REJECTED,
            "a value of a type that is not known: expected REJECTED, found " +
                in_words(each.verdict)
        );
    }
}

void check_abi_memory(CheckRun& run) {
    run.play(run.accepted());
    Harness harness{run, {.lending = Lending::guarded}};
    harness.validate();
    harness.must_init();
    const std::size_t batches = run.is_full() ? 100 : 20;
    for (std::size_t i = 0; i < batches; ++i) {
        const auto records = records_of(run.sample(), 1 + i * some_records, some_records);
        if (!harness.send_within_limits(records, patience)) {
            run.evidence().fail(
                "expected send() to take a batch within the limits, found it refused"
            );
        }
        harness.flush();
        harness.await(patience);
    }
    harness.cancel();
    harness.shutdown(std::chrono::seconds{2});
}

}  // namespace host
