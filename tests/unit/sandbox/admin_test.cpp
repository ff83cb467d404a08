#include "bench_state.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

constexpr std::string_view settings_path = "/acme-tenant/target/clients/settings";
constexpr std::string_view token_path =
    "/acme-tenant/target/authentication/token?authorizationScope=profile_api";

struct Signed {
    explicit Signed(Bench& bench)
        : authorization("Bearer " + bench.state.tokens.issue_ims(bench.now)) {}
    Request operator()(Request request) const {
        request.authorization = authorization;
        request.api_key = "sandbox-id";
        request.accept = "application/vnd.adobe.target.v1+json";
        return request;
    }
    std::string authorization;
};

}  // namespace

TEST_CASE("the gateway refuses in the order key, token") {
    Bench bench;
    const Signed with(bench);
    Request request = get(settings_path);
    CHECK(has(bench.ask(request).response.text(), "403000"));
    request.api_key = "other";
    CHECK(has(bench.ask(request).response.text(), "403003"));
    request.api_key = "sandbox-id";
    CHECK(has(bench.ask(request).response.text(), "403010"));
    request.authorization = "Bearer other";
    const Answer refused = bench.ask(request);
    CHECK(refused.response.status == 401);
    CHECK(has(
        refused.response.text(), R"({"error_code":"401013","message":"Oauth token is not valid"})"
    ));
    CHECK(bench.ask(with(get(settings_path))).response.status == 200);
}

TEST_CASE("an expired IMS token is refused by the Admin API") {
    Bench bench;
    const Signed with(bench);
    bench.now += std::chrono::hours{24};
    CHECK(bench.ask(with(get(settings_path))).response.status == 401);
}

TEST_CASE("the settings say whether profile calls need the token") {
    for (const bool is_required : {true, false}) {
        Settings settings;
        settings.require_profile_token = is_required;
        Bench bench(settings);
        const std::string expected =
            std::string(R"("enableProfileApiAuthentication":)") + (is_required ? "true" : "false");
        CHECK(has(bench.ask(Signed(bench)(get(settings_path))).response.text(), expected));
    }
}

TEST_CASE("GET gives the profile token, POST a new one that kills the old") {
    Bench bench;
    const Signed with(bench);
    const std::string old = bench.state.tokens.profile_token();
    const Answer got = bench.ask(with(get(token_path)));
    CHECK(got.response.status == 200);
    CHECK(has(got.response.text(), "\"accessToken\":\"" + old + "\""));
    const Answer renewed = bench.ask(with(post(token_path, "", "")));
    CHECK(renewed.response.status == 201);
    CHECK_FALSE(has(renewed.response.text(), old));
    CHECK_FALSE(bench.state.tokens.is_valid_profile_token(old, bench.now));
    CHECK(bench.ask(with(get("/t/target/authentication/token"))).response.status == 400);
}

TEST_CASE("without a generated profile token the Admin API answers 404") {
    Settings settings;
    settings.has_profile_token = false;
    Bench bench(settings);
    CHECK(bench.ask(Signed(bench)(get(token_path))).response.status == 404);
}

TEST_CASE("another tenant is unknown and another version is not acceptable") {
    Settings settings;
    settings.tenant = "other";
    Bench bench(settings);
    const Signed with(bench);
    CHECK(bench.ask(with(get(settings_path))).response.status == 404);
    Request request = with(get("/other/target/clients/settings"));
    CHECK(bench.ask(request).response.status == 200);
    request.accept = "application/vnd.adobe.target.v9+json";
    const Answer refused = bench.ask(request);
    CHECK(refused.response.status == 406);
    CHECK(has(refused.response.text(), "Unsupported.Feature"));
}
