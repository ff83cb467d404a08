#include "adobe_target/net/judge_failure.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using adobe_target::judge_failure;
using adobe_target::judge_token_failure;
using sluice::Verdict;
using sluice::http::Failure;
using Kind = Failure::Kind;

TEST_CASE("what was not written is a RETRY, what was written may have been delivered") {
    for (const Kind kind :
         {Kind::resolve,
          Kind::connect,
          Kind::tls,
          Kind::reset,
          Kind::timeout,
          Kind::protocol,
          Kind::too_large}) {
        for (const bool written : {false, true}) {
            const auto outcome =
                judge_failure({.kind = kind, .written = written, .message = "acme: what happened"});
            CHECK(outcome.verdict == Verdict::retry);
            CHECK(outcome.maybe_delivered == written);
            CHECK_FALSE(outcome.whole_destination);
            CHECK(outcome.message == "acme: what happened");
            CHECK_FALSE(outcome.code.empty());
        }
    }
    CHECK(
        judge_failure({.kind = Kind::timeout, .written = true, .message = ""}).reason ==
        sluice::Reason::timeout
    );
}

TEST_CASE("a certificate that does not verify pauses the destination, and says where to look") {
    const auto outcome = judge_failure(
        {.kind = Kind::certificate, .written = false, .message = "acme: unknown issuer"}
    );
    CHECK(outcome.verdict == Verdict::retry);
    CHECK(outcome.whole_destination);
    CHECK(outcome.retry_after.count() > 0);
    CHECK(outcome.message.find("acme: unknown issuer") == 0);
    CHECK(outcome.message.find("tls.ca_file") != std::string::npos);
    CHECK(
        judge_token_failure({.kind = Kind::certificate, .written = false, .message = ""}, "x")
            .code == "certificate"
    );
}

TEST_CASE("a cancelled exchange is CANCELLED, unless a byte went out") {
    CHECK(
        judge_failure({.kind = Kind::cancelled, .written = false, .message = ""}).verdict ==
        Verdict::cancelled
    );
    const auto written = judge_failure({.kind = Kind::cancelled, .written = true, .message = ""});
    CHECK(written.verdict == Verdict::retry);
    CHECK(written.maybe_delivered);
}

TEST_CASE("a failed call for a token delivers nothing, whatever was written") {
    const auto outcome = judge_token_failure(
        {.kind = Kind::reset, .written = true, .message = "m"}, "ims_unavailable"
    );
    CHECK(outcome.verdict == Verdict::retry);
    CHECK(outcome.whole_destination);
    CHECK_FALSE(outcome.maybe_delivered);
    CHECK(outcome.code == "ims_unavailable");
    CHECK(
        judge_token_failure({.kind = Kind::cancelled, .written = true, .message = ""}, "x")
            .verdict == Verdict::cancelled
    );
}
