#include "adobe_target/api/judge_status.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace adobe_target;          // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Reason;
using sluice::Verdict;

namespace {

ReplyView reply(
    int status,
    std::string_view body = {},
    std::optional<std::chrono::milliseconds> retry_after = {}
) {
    return {
        .status = status,
        .host = "acme.tt.omtrdc.net",
        .content_type = {},
        .body = body,
        .retry_after = retry_after};
}

struct Row {
    ReplyView reply;
    Verdict verdict;
    std::string code;
    bool whole_destination;
    Reason reason;
};

}  // namespace

TEST_CASE("the rows of the verdict table that all calls share") {
    const std::vector<Row> rows{
        {reply(400), Verdict::rejected, "refused", false, Reason::invalid_field},
        {reply(413), Verdict::rejected, "too_large", false, Reason::too_large},
        {reply(414), Verdict::rejected, "too_large", false, Reason::too_large},
        {reply(422), Verdict::rejected, "refused", false, Reason::invalid_field},
        {reply(404), Verdict::retry, "misrouted", true, Reason::protocol},
        {reply(301), Verdict::retry, "misrouted", true, Reason::protocol},
        {reply(302), Verdict::retry, "misrouted", true, Reason::protocol},
        {reply(405, "<html>"), Verdict::retry, "misrouted", true, Reason::protocol},
        {reply(420), Verdict::retry, "session_busy", false, Reason::rate_limited},
        {reply(429), Verdict::retry, "rate_limited", true, Reason::rate_limited},
        {reply(429, {}, 7s), Verdict::retry, "rate_limited", true, Reason::rate_limited},
        {reply(503, {}, 7s), Verdict::retry, "rate_limited", true, Reason::rate_limited},
        {reply(503), Verdict::retry, "server_error", false, Reason::server},
        {reply(408), Verdict::retry, "server_error", false, Reason::timeout},
        {reply(425), Verdict::retry, "server_error", false, Reason::server},
        {reply(500), Verdict::retry, "server_error", false, Reason::server},
        {reply(502, "<html>Bad gateway"), Verdict::retry, "server_error", false, Reason::server},
        {reply(409), Verdict::rejected, "refused", false, Reason::invalid_field},
        {reply(410), Verdict::rejected, "refused", false, Reason::invalid_field},
    };
    for (const Row& row : rows) {
        CAPTURE(row.reply.status);
        const Judgement judgement = judge_status(row.reply);
        CHECK(judgement.next == Judgement::Next::finish);
        CHECK(judgement.outcome.verdict == row.verdict);
        CHECK(judgement.outcome.code == row.code);
        CHECK(judgement.outcome.whole_destination == row.whole_destination);
        CHECK(judgement.outcome.reason == row.reason);
        CHECK(judgement.outcome.vendor_code == row.reply.status);
        CHECK_FALSE(judgement.outcome.maybe_delivered);
        CHECK(judgement.outcome.message.find("acme.tt.omtrdc.net answered") != std::string::npos);
    }
}

TEST_CASE("Retry-After is the delay, for the record alone as for the whole destination") {
    CHECK(judge_status(reply(429, {}, 7s)).outcome.retry_after == 7s);
    CHECK(judge_status(reply(503, {}, 90s)).outcome.retry_after == 90s);
    CHECK(judge_status(reply(500, {}, 3s)).outcome.retry_after == 3s);
    CHECK(judge_status(reply(429)).outcome.retry_after == 0s);
}

TEST_CASE("a rejection carries Adobe's message") {
    CHECK(
        judge_status(reply(400, R"({"status":400,"message":"Invalid property token"})"))
            .outcome.message == "acme.tt.omtrdc.net answered 400: Invalid property token"
    );
}

TEST_CASE("a reply that says neither is sent once more, then rejected; the third in a row pauses "
          "the destination") {
    const auto first = not_understood(reply(200), 1, 1);
    CHECK(first.verdict == Verdict::retry);
    CHECK_FALSE(first.whole_destination);
    CHECK(first.maybe_delivered);
    const auto again = not_understood(reply(200), 2, 2);
    CHECK(again.verdict == Verdict::rejected);
    CHECK(again.maybe_delivered);
    for (const std::uint32_t attempt : {1U, 2U}) {
        const auto third = not_understood(reply(200), 3, attempt);
        CHECK(third.verdict == Verdict::retry);
        CHECK(third.whole_destination);
        CHECK(third.maybe_delivered);
        CHECK(third.code == "reply_not_understood");
        CHECK(third.retry_after > 0s);
    }
}

TEST_CASE("a status that HTTP does not have is not understood") {
    CHECK(judge_status(reply(199)).next == Judgement::Next::not_understood);
    CHECK(judge_status(reply(700)).next == Judgement::Next::not_understood);
}
