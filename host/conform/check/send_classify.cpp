#include "host/conform/check/send.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"
#include "host/conform/verdict_words.hpp"

#include <array>
#include <ctime>

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};
// A date is written down before the first answer is played: so long a wait that what a crowded
// machine takes until then is little beside it, and below the hour at which hosts cap it.
constexpr std::uint64_t asked_wait_ms = 600'000;
constexpr std::uint64_t lost_on_the_way_ms = 60'000;

struct Answer {
    std::string name;  // key of `expect`
    MockReply reply;
    bool asks_to_wait = false;
};

// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t time) {
    std::tm utc{};
    gmtime_r(&time, &utc);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    return text.data();
}

Answer with_status(int status) {
    Answer answer{std::to_string(status), {}, false};
    answer.reply.status = status;
    answer.reply.content_type = "text/plain";
    answer.reply.body = "the mock upstream says " + answer.name;
    return answer;
}

Answer html_page() {
    Answer answer{"html", {}, false};
    answer.reply.content_type = "text/html";
    answer.reply.body = "<!DOCTYPE html><html><body>Please sign in</body></html>";
    return answer;
}

std::vector<Answer> answers(const CheckRun& run) {
    std::vector<Answer> all{Answer{"200", run.accepted(), false}};
    for (const int status : {204, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503}) {
        all.push_back(with_status(status));
    }
    for (const int status : {429, 503}) {
        Answer& seconds = all.emplace_back(with_status(status));
        seconds.asks_to_wait = true;
        seconds.reply.retry_after = std::to_string(asked_wait_ms / 1000);
        Answer& date = all.emplace_back(with_status(status));
        date.asks_to_wait = true;
        date.reply.retry_after =
            http_date(std::time(nullptr) + static_cast<std::time_t>(asked_wait_ms / 1000) + 1);
    }
    Answer& redirect = all.emplace_back(with_status(302));
    redirect.reply.location = run.order().endpoint + "/elsewhere";
    all.push_back(html_page());
    return all;
}

std::string name_of(const Answer& answer) {
    std::string words = answer.name == "html" ? "a 200 that is an HTML page" : answer.name;
    return answer.reply.retry_after ? words + " with Retry-After: " + *answer.reply.retry_after
                                    : words;
}

void judge_wait(const Answer& answer, const SeenVerdict& verdict, Evidence& evidence) {
    if (answer.asks_to_wait && verdict.status == SLUICE_RETRY) {
        evidence.expect(
            verdict.retry_after_ms + lost_on_the_way_ms >= asked_wait_ms &&
                verdict.retry_after_ms <= asked_wait_ms + lost_on_the_way_ms,
            name_of(answer) + ": expected retry_after_ms of about " +
                std::to_string(asked_wait_ms) + ", found " + std::to_string(verdict.retry_after_ms)
        );
    }
}

void judge(CheckRun& run, const Answer& answer, std::uint64_t number) {
    run.play(answer.reply);
    Harness harness{run};
    harness.must_init();
    harness.send(records_of(run.sample(), number, 1));
    harness.flush();
    if (!harness.await(patience)) {
        return run.evidence().fail(name_of(answer) + ": expected a verdict within 5 s, found none");
    }
    const SeenVerdict verdict = harness.judged()[0].verdict;
    const auto expected = expected_verdicts(answer.name, run.sample().expect);
    run.evidence().expect(
        is_expected(verdict, expected),
        name_of(answer) + ": expected " + expectation_text(expected) + ", found " +
            in_words(verdict) + (verdict.message.empty() ? "" : ": " + verdict.message)
    );
    judge_wait(answer, verdict, run.evidence());
}

}  // namespace

void check_send_classify(CheckRun& run) {
    std::uint64_t number = 1;
    for (const Answer& answer : answers(run)) {
        run.step("the answer " + name_of(answer));
        judge(run, answer, number++);
    }
    run.evidence().expect(
        !run.ledger().entries.empty(),
        "expected requests at the mock, found none: does $ENDPOINT stand at the right place of the "
        "config?"
    );
}

}  // namespace host
