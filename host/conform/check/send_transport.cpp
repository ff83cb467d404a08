#include "host/conform/check/send.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"
#include "host/conform/verdict_words.hpp"

#include <functional>

namespace host {
namespace {

using How = MockReply::How;

constexpr std::chrono::seconds patience{8};
constexpr std::chrono::milliseconds deadline{2000};
constexpr std::chrono::milliseconds grace{1000};

struct Fault {
    std::string what;
    MockScript script;
    std::vector<std::string> expected;
    enum class Maybe : std::uint8_t { yes, no, either } maybe = Maybe::either;
};

MockScript answering(const MockReply& accepted, How how) {
    MockScript script;
    script.standard = accepted;
    script.standard.how = how;
    return script;
}

std::vector<Fault> faults(const MockReply& accepted) {
    using Maybe = Fault::Maybe;
    const std::vector<std::string> again{"retry", "pause"};
    MockScript slammed;
    slammed.resets_on_accept = true;
    return {
        {"a connection that is reset before anything was read", slammed, again, Maybe::either},
        {"a reset after the request was read", answering(accepted, How::reset), again, Maybe::yes},
        {"an end of the connection instead of an answer",
         answering(accepted, How::half_close),
         again,
         Maybe::yes},
        {"an answer that ends half way",
         answering(accepted, How::truncate),
         {"retry", "pause", "delivered"},
         Maybe::yes},
        {"an answer that is no HTTP", answering(accepted, How::garbled), again, Maybe::yes},
        {"an answer that comes byte by byte",
         answering(accepted, How::drip),
         {"delivered"},
         Maybe::either},
        {"an answer with a header of 1 MiB",
         answering(accepted, How::giant_header),
         {"retry", "pause", "delivered"},
         Maybe::yes},
        {"an answer whose connection is closed behind it",
         answering(accepted, How::close_after),
         {"delivered", "retry", "pause"},
         Maybe::either},
    };
}

SeenVerdict verdict_on(CheckRun& run, Harness& harness, std::uint64_t number) {
    harness.send(records_of(run.sample(), number, 1));
    harness.flush();
    harness.await(patience);
    return harness.judged().back().verdict;
}

void judge(CheckRun& run, const Fault& fault, const SeenVerdict& verdict) {
    Evidence& evidence = run.evidence();
    evidence.expect(
        is_expected(verdict, fault.expected),
        fault.what + ": expected " + expectation_text(fault.expected) + ", found " +
            in_words(verdict)
    );
    if (verdict.status == SLUICE_RETRY && fault.maybe == Fault::Maybe::yes) {
        evidence.expect(
            verdict.is_maybe(), fault.what + ": expected MAYBE_DELIVERED, found RETRY without it"
        );
    }
    if (fault.maybe == Fault::Maybe::no) {
        evidence.expect(
            !verdict.is_maybe(),
            fault.what + ": expected no MAYBE_DELIVERED, for nothing was written"
        );
    }
}

void judge_refused_connection(CheckRun& run) {
    Harness harness{run};
    harness.set_spec(spec_of(run.sample_at(run.order().dead_endpoint)));
    harness.must_init();
    const Fault refused{"a refused connection", {}, {"retry", "pause"}, Fault::Maybe::no};
    judge(run, refused, verdict_on(run, harness, 1));
}

// The second and third record may find the kept connection closed, before or after they are
// written.
void judge_each(CheckRun& run, const Fault& fault) {
    run.step(fault.what);
    run.play(fault.script);
    Harness harness{run};
    harness.must_init();
    for (std::uint64_t number = 1; number <= 3; ++number) {
        judge(run, fault, verdict_on(run, harness, number));
    }
}

void judge_deadline(CheckRun& run) {
    run.step("a far side that never answers");
    run.play(answering(run.accepted(), How::never));
    HarnessOptions options;
    options.batch_deadline = deadline;
    Harness harness{run, options};
    harness.must_init();
    const auto before = std::chrono::steady_clock::now();
    const SeenVerdict verdict = verdict_on(run, harness, 1);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - before
    );
    judge(
        run, {"a far side that never answers", {}, {"retry", "pause"}, Fault::Maybe::yes}, verdict
    );
    run.evidence().expect(
        took <= deadline + grace,
        "a far side that never answers: expected a verdict by the batch's deadline of 2 s, found "
        "it after " +
            std::to_string(took.count()) + " ms"
    );
}

}  // namespace

void check_send_transport(CheckRun& run) {
    judge_refused_connection(run);
    for (const Fault& fault : faults(run.accepted())) {
        judge_each(run, fault);
    }
    judge_deadline(run);
}

}  // namespace host
