#include "bench_state.hpp"
#include "tests/sandbox/tokens.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;
using namespace std::chrono_literals;
using test::noon;

TEST_CASE("IMS tokens are valid side by side, each until it expires") {
    Settings settings;
    settings.ims_expires_in = 10s;
    Tokens tokens(settings, 1, noon);
    const std::string first = tokens.issue_ims(noon);
    const std::string second = tokens.issue_ims(noon + 5s);
    CHECK(first != second);
    CHECK(tokens.is_valid_ims(first, noon + 9s));
    CHECK(tokens.is_valid_ims(second, noon + 9s));
    CHECK_FALSE(tokens.is_valid_ims(first, noon + 10s));
    CHECK(tokens.is_valid_ims(second, noon + 10s));
    CHECK_FALSE(tokens.is_valid_ims("", noon));
    tokens.revoke_ims();
    CHECK_FALSE(tokens.is_valid_ims(second, noon + 10s));
}

TEST_CASE("a renewed profile token replaces the old one") {
    Settings settings;
    settings.profile_token_expires_in = 60s;
    Tokens tokens(settings, 1, noon);
    const std::string old = tokens.profile_token();
    CHECK(tokens.is_valid_profile_token(old, noon));
    CHECK(tokens.profile_token_life(noon + 20s) == 40s);
    CHECK_FALSE(tokens.is_valid_profile_token(old, noon + 60s));
    CHECK(tokens.profile_token_life(noon + 90s) == 0s);
    tokens.renew_profile_token(noon);
    CHECK_FALSE(tokens.is_valid_profile_token(old, noon));
    CHECK(tokens.is_valid_profile_token(tokens.profile_token(), noon));
}

TEST_CASE("without a generated profile token none is valid") {
    Settings settings;
    settings.has_profile_token = false;
    const Tokens tokens(settings, 1, noon);
    CHECK_FALSE(tokens.has_profile_token());
    CHECK_FALSE(tokens.is_valid_profile_token("", noon));
}

TEST_CASE("two runs issue different tokens") {
    Tokens one({}, 1, noon);
    Tokens two({}, 2, noon);
    CHECK(one.issue_ims(noon) != two.issue_ims(noon));
}
