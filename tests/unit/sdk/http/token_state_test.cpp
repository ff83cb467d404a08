#include <sluice/http/token_state.hpp>
#include <sluice/outcomes.hpp>

#include <catch2/catch.hpp>

#include <chrono>

using namespace sluice;                // NOLINT(google-build-using-namespace)
using namespace sluice::http;          // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using Step = TokenState::Step;

namespace {

Token token(std::string value, std::optional<std::chrono::seconds> life = {}) {
    return {.value = std::move(value), .life = life};
}

sluice::Outcome down(std::chrono::milliseconds delay = 0ms) {
    return paused(
        {.reason = sluice::Reason::server, .code = "ims_unavailable", .message = "m"}, delay
    );
}

sluice::Outcome wrong_secret() {
    return auth_failed({.reason = Reason::none, .code = "ims_refused", .message = "m"});
}

}  // namespace

TEST_CASE("there is no token at first, and one that is granted is used") {
    TokenState state;
    CHECK(state.step(0s) == Step::fetch);
    state.granted(token("a", 3600s), 0s);
    CHECK(state.step(1s) == Step::use);
    CHECK(state.token() == "a");
    CHECK(state.generation() == 1);
}

TEST_CASE(
    "a token is renewed five minutes before it ends, while it is still used, and never used after"
) {
    TokenState state;
    state.granted(token("a", 86'400s), 0s);
    CHECK(state.step(86'099s) == Step::use);
    CHECK(state.step(86'100s) == Step::renew_behind);
    CHECK(state.step(86'399s) == Step::renew_behind);
    CHECK(state.step(86'400s) == Step::fetch);
}

TEST_CASE("a short life is renewed in its last tenth") {
    TokenState state;
    state.granted(token("a", 100s), 0s);
    CHECK(state.step(89s) == Step::use);
    CHECK(state.step(90s) == Step::renew_behind);
}

TEST_CASE("a token without a life, or with one of centuries, stays") {
    TokenState state;
    state.granted(token("a"), 0s);
    CHECK(state.step(24h * 3650) == Step::use);
    state.granted(token("a", std::chrono::seconds::max()), 0s);
    CHECK(state.step(24h * 3650) == Step::use);
}

TEST_CASE("failures are backed off, and who asks meanwhile learns the delay that remains") {
    TokenState state;
    state.failed(down(), 0s);
    CHECK(state.step(500ms) == Step::refuse);
    const auto refusal = state.refusal(400ms);
    CHECK(refusal.code == "ims_unavailable");
    CHECK(refusal.whole_destination);
    CHECK(refusal.retry_after == 600ms);
    CHECK(state.step(1s) == Step::fetch);

    std::chrono::seconds expected{1};
    for (int i = 0; i < 12; ++i) {
        expected = std::min<std::chrono::seconds>(expected * 2, 300s);
        state.failed(down(), 0s);
        CHECK(state.refusal(0s).retry_after == expected);
    }
}

TEST_CASE("Retry-After wins over the backoff, and success ends it") {
    TokenState state;
    state.failed(down(40s), 0s);
    CHECK(state.refusal(0s).retry_after == 40s);
    state.granted(token("a", 10s), 40s);
    CHECK(state.step(41s) == Step::use);
    state.failed(down(), 51s);
    CHECK(state.refusal(51s).retry_after == 1s);
}

TEST_CASE("a renewal that fails leaves the token in use, and is not tried again too early") {
    TokenState state;
    state.granted(token("a", 100s), 0s);
    state.failed(down(20s), 90s);
    CHECK(state.step(91s) == Step::use);
    CHECK(state.step(100s) == Step::refuse);
    CHECK(state.step(110s) == Step::fetch);
    state.failed(wrong_secret(), 95s);
    CHECK(state.step(96s) == Step::use);
}

TEST_CASE("refused credentials stick until the secrets are read again") {
    TokenState state;
    state.failed(wrong_secret(), 0s);
    CHECK(state.step(24h) == Step::refuse);
    CHECK(state.refusal(24h).verdict == sluice::Verdict::auth_failed);
    state.secrets_changed();
    CHECK(state.step(24h) == Step::fetch);
    state.granted(token("b"), 24h);
    CHECK(state.step(24h) == Step::use);
}

TEST_CASE("a refusal drops the token that it speaks of, not a newer one") {
    TokenState state;
    state.granted(token("a"), 0s);
    state.granted(token("b"), 1s);
    state.refused(1);
    CHECK(state.step(2s) == Step::use);
    state.refused(2);
    CHECK(state.step(2s) == Step::fetch);
}
