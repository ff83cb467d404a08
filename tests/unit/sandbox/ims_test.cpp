#include "bench_state.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

constexpr std::string_view path = "/ims/token/v3";
const std::string sound =
    "grant_type=client_credentials&client_id=sandbox-id&client_secret=sandbox-secret&scope=openid";

struct Case {
    std::string form;
    std::string_view error;
    std::string_view description;
};

}  // namespace

TEST_CASE("IMS gives a token for the right credentials, in body or query") {
    Bench bench;
    const Answer by_body = bench.ask(post_form(path, sound));
    CHECK(by_body.response.status == 200);
    CHECK(has(by_body.response.text(), R"("token_type":"bearer","expires_in":86399)"));
    const std::string target = std::string(path) + "?" + sound;
    CHECK(bench.ask(post_form(target, "")).response.status == 200);
    CHECK(bench.ask(get(target)).response.status == 405);
}

TEST_CASE("IMS says which credential is wrong") {
    const Case cases[] = {
        {"grant_type=client_credentials&client_id=x&client_secret=sandbox-secret&scope=s",
         "invalid_client",
         "invalid client_id parameter"},
        {"grant_type=client_credentials&client_id=sandbox-id&client_secret=x&scope=s",
         "invalid_client",
         "invalid client_secret parameter"},
        {"client_id=sandbox-id&client_secret=sandbox-secret&scope=s", "unsupported_grant_type", ""},
        {"grant_type=client_credentials&client_id=sandbox-id&client_secret=sandbox-secret",
         "invalid_scope",
         ""},
        {"grant_type=%", "invalid_request", ""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.form);
        Bench bench;
        const Answer answer = bench.ask(post_form(path, c.form));
        CHECK(answer.response.status == 400);
        CHECK(has(answer.response.text(), "\"error\":\"" + std::string(c.error) + "\""));
        CHECK(has(answer.response.text(), c.description));
        CHECK(bench.state.tokens.refreshes() == 0);
    }
}

TEST_CASE("no credential reaches the ledger") {
    Bench bench;
    bench.ask(post_form(path, sound));
    CHECK_FALSE(has(bench.control("/_sandbox/ledger"), "sandbox-secret"));
}
