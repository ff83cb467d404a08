#include "host/conform/check/send.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"
#include "host/conform/reconcile.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

constexpr int most_rounds = 6;
constexpr std::chrono::seconds patience{5};

MockReply failure(std::uint64_t chance) {
    using How = MockReply::How;
    constexpr std::array<std::pair<How, int>, 9> ways{{
        {How::answer, 500},
        {How::answer, 503},
        {How::answer, 429},
        {How::answer, 400},
        {How::answer, 408},
        {How::reset, 200},
        {How::half_close, 200},
        {How::truncate, 200},
        {How::close_after, 500},
    }};
    MockReply reply;
    std::tie(reply.how, reply.status) = ways[chance % ways.size()];
    reply.body = "the mock upstream fails on purpose";
    reply.delay = std::chrono::milliseconds{(chance / ways.size()) % 20};
    return reply;
}

// By record and attempt, not by arrival: the same seed fails the same records whatever the order.
MockScript script_for(CheckRun& run, std::size_t records) {
    MockScript script;
    script.standard = run.accepted();
    for (std::size_t number = 1; number <= records; ++number) {
        auto& replies = script.by_record[number];
        const std::uint64_t failures = run.random() % 3;
        for (std::uint64_t i = 0; i < failures; ++i) {
            replies.push_back(failure(run.random()));
        }
        replies.push_back(run.accepted());
    }
    return script;
}

std::vector<RecordDraft> to_be_sent_again(std::span<const Judged> judged) {
    std::vector<RecordDraft> again;
    for (const Judged& each : judged) {
        const bool is_final =
            each.verdict.status == SLUICE_DELIVERED || each.verdict.status == SLUICE_REJECTED;
        if (!is_final) {
            again.push_back(each.record);
            ++again.back().attempt;
        }
    }
    return again;
}

bool carries_marks(const Sample& sample) {
    return std::any_of(sample.fields.begin(), sample.fields.end(), [](const SampleField& field) {
        return std::any_of(field.values.begin(), field.values.end(), [](const std::string& value) {
            return value.find("$N") != std::string::npos;
        });
    });
}

}  // namespace

void check_send_ledger(CheckRun& run) {
    if (!carries_marks(run.sample())) {
        return run.evidence().skip(
            "no sample value holds $N, so requests cannot be matched with records"
        );
    }
    const std::size_t count = run.is_full() ? 400 : 80;
    run.play(script_for(run, count));
    Harness harness{run};
    harness.must_init();
    std::vector<RecordDraft> records = records_of(run.sample(), 1, count);
    std::size_t traced = 0;
    for (int round = 0; round < most_rounds && !records.empty(); ++round) {
        run.clear_ledger();
        const std::size_t before = harness.judged().size();
        harness.send_within_limits(records, patience);
        harness.flush();
        if (!harness.await(patience)) {
            return run.evidence().fail(
                "expected a verdict on each record within 5 s, found some without"
            );
        }
        const auto judged = harness.judged();
        const auto attempt = std::span{judged}.subspan(before);
        const MockLedger ledger = run.ledger();
        for (const std::string& contradiction :
             contradictions(attempt, ledger, run.sample().expect)) {
            run.evidence().fail("attempt " + std::to_string(round + 1) + ", " + contradiction);
        }
        traced += static_cast<std::size_t>(std::count_if(
            ledger.entries.begin(),
            ledger.entries.end(),
            [](const MockEntry& entry) { return !entry.records.empty(); }
        ));
        records = to_be_sent_again(attempt);
    }
    run.evidence().expect(
        traced != 0,
        "expected requests that carry a record's mark, found none: which field of the sample "
        "reaches the far side?"
    );
}

}  // namespace host
