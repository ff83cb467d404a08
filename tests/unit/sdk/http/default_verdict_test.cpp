#include <sluice/http/default_verdict.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace sluice::http;          // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Outcome;
using sluice::Verdict;

namespace {

// Tue, 24 Nov 2026 12:00:00 GMT
const std::chrono::system_clock::time_point noon{1'795'521'600s};

Reply reply(int status, std::string retry_after = "") {
    Reply reply;
    reply.status = status;
    reply.retry_after = std::move(retry_after);
    reply.body = "crm-17 is unknown";
    return reply;
}

Outcome verdict(int status, std::string retry_after = "") {
    return default_verdict(reply(status, std::move(retry_after)), "api.example.com", noon);
}

Failure failure(Failure::Kind kind, bool written) {
    Failure failure;
    failure.kind = kind;
    failure.written = written;
    failure.message = "api.example.com:443: it broke";
    return failure;
}

}  // namespace

TEST_CASE("each status has one verdict, and only some concern the whole destination") {
    struct Row {
        int status;
        Verdict verdict;
        bool whole;
        std::string code;
    };
    const std::vector<Row> rows{
        {200, Verdict::delivered, false, ""},
        {201, Verdict::delivered, false, ""},
        {204, Verdict::delivered, false, ""},
        {299, Verdict::delivered, false, ""},
        {301, Verdict::retry, true, "misrouted"},
        {304, Verdict::retry, true, "misrouted"},
        {307, Verdict::retry, true, "misrouted"},
        {400, Verdict::rejected, false, "refused"},
        {401, Verdict::auth_failed, false, "auth_refused"},
        {403, Verdict::auth_failed, false, "auth_refused"},
        {404, Verdict::rejected, false, "refused"},
        {408, Verdict::retry, false, "unavailable"},
        {409, Verdict::rejected, false, "refused"},
        {413, Verdict::rejected, false, "refused"},
        {422, Verdict::rejected, false, "refused"},
        {425, Verdict::retry, false, "unavailable"},
        {429, Verdict::retry, true, "rate_limited"},
        {500, Verdict::retry, false, "unavailable"},
        {503, Verdict::retry, false, "unavailable"},
        {599, Verdict::retry, false, "unavailable"},
        {600, Verdict::retry, false, "reply_not_understood"}};
    for (const Row& row : rows) {
        const Outcome outcome = verdict(row.status);
        CAPTURE(row.status);
        CHECK(outcome.verdict == row.verdict);
        CHECK(outcome.whole_destination == row.whole);
        CHECK(outcome.code == row.code);
        CHECK(outcome.vendor_code == row.status);
        CHECK(outcome.maybe_delivered == (row.status == 600));
    }
}

TEST_CASE("Retry-After counts in both forms, up to an hour") {
    CHECK(verdict(429, "17").retry_after == 17s);
    CHECK(verdict(503, "Tue, 24 Nov 2026 12:00:30 GMT").retry_after == 30s);
    CHECK(verdict(500, "5").retry_after == 5s);
    CHECK(verdict(429, "86400").retry_after == 1h);
    CHECK(verdict(429, "soon").retry_after == 0ms);
    CHECK(verdict(429).retry_after == 0ms);
}

TEST_CASE("503 with Retry-After is the whole destination's, other 5xx are not") {
    CHECK(verdict(503, "5").whole_destination);
    CHECK_FALSE(verdict(502, "5").whole_destination);
}

TEST_CASE("a message names host and status, and never the body") {
    for (const int status : {301, 400, 401, 404, 429, 500, 600}) {
        const Outcome outcome = verdict(status);
        CHECK(outcome.message.find("api.example.com") != std::string::npos);
        CHECK(outcome.message.find(std::to_string(status)) != std::string::npos);
        CHECK(outcome.message.find("crm-17") == std::string::npos);
    }
}

TEST_CASE("without a reply the verdict hangs on whether a byte was written") {
    using Kind = Failure::Kind;
    for (const Kind kind : {Kind::reset, Kind::timeout, Kind::protocol, Kind::too_large}) {
        CHECK(default_verdict(failure(kind, true)).verdict == Verdict::retry);
        CHECK(default_verdict(failure(kind, true)).maybe_delivered);
        CHECK_FALSE(default_verdict(failure(kind, false)).maybe_delivered);
    }
    CHECK(default_verdict(failure(Kind::connect, false)).code == "unreachable");
    CHECK(default_verdict(failure(Kind::cancelled, false)).verdict == Verdict::cancelled);
    const Outcome unknown = default_verdict(failure(Kind::cancelled, true));
    CHECK(unknown.verdict == Verdict::retry);
    CHECK(unknown.maybe_delivered);
}

TEST_CASE("a certificate that does not verify pauses the whole destination") {
    const Outcome outcome = default_verdict(failure(Failure::Kind::certificate, false));
    CHECK(outcome.verdict == Verdict::retry);
    CHECK(outcome.whole_destination);
    CHECK(outcome.retry_after == 1min);
}

TEST_CASE("a call for a token delivers nothing: its failures pause the whole destination") {
    const Outcome lost = token_verdict(failure(Failure::Kind::reset, true), "token_unavailable");
    CHECK(lost.verdict == Verdict::retry);
    CHECK(lost.whole_destination);
    CHECK_FALSE(lost.maybe_delivered);
    CHECK(lost.code == "token_unavailable");
    CHECK(
        token_verdict(failure(Failure::Kind::cancelled, true), "x").verdict == Verdict::cancelled
    );
}
