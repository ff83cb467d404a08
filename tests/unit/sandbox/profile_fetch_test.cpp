#include "bench_state.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

TEST_CASE("an unknown profile is answered with exactly Adobe's text") {
    Bench bench;
    const Answer answer = bench.ask(get("/rest/v1/profiles/thirdPartyId/a%20b?client=acme"));
    CHECK(answer.response.status == 404);
    CHECK(
        answer.response.text() ==
        R"({"status" : 404, "message" : "No profile found for client acme with third party id=a b"})"
    );
    CHECK(
        bench.ask(get("/rest/v1/profiles/x.35_0?client=acme")).response.text() ==
        R"({"status" : 404, "message" : "No profile found for client acme with mboxPC=x.35_0"})"
    );
}

TEST_CASE("a profile is found by each of its names") {
    Bench bench;
    const Answer made = bench.ask(post_json(
        delivery_path,
        R"({"context":{"channel":"web"},)"
        R"("id":{"tntId":"a.35_0","thirdPartyId":"who","marketingCloudVisitorId":"105"},)"
        R"("execute":{"pageLoad":{"profileParameters":{"tier":"gold"}}}})"
    ));
    REQUIRE(made.response.status == 200);
    const std::string expected =
        R"({"client":"acme","visitorId":"a.35_0","thirdPartyId":"who","marketingCloudVisitorId":"105",)"
        R"("modifiedAt":"2023-11-14T22:13:20.000+00:00","profileAttributes":{"tier":{"value":"gold",)"
        R"("modifiedAt":"2023-11-14T22:13:20.000+00:00"}}})";
    for (const char* name : {"thirdPartyId/who", "marketingCloudVisitorId/105", "a.35_0"}) {
        CAPTURE(name);
        const std::string target = "/rest/v1/profiles/" + std::string(name) + "?client=acme";
        CHECK(bench.ask(get(target)).response.text() == expected);
    }
}

TEST_CASE("a fetch needs a client, a sound id, GET, and the token when profile calls do") {
    Settings settings;
    settings.require_profile_token = true;
    Bench bench(settings);
    const std::string authorization = "Bearer " + bench.state.tokens.profile_token();
    const auto status = [&bench, &authorization](Request request) {
        request.authorization = authorization;
        return bench.ask(request).response.status;
    };
    CHECK(
        bench.ask(get("/rest/v1/profiles/thirdPartyId/crm-1?client=acme")).response.status == 403
    );
    CHECK(status(get("/rest/v1/profiles/thirdPartyId/crm-1?client=acme")) == 200);
    CHECK(status(get("/rest/v1/profiles/thirdPartyId/crm-1")) == 400);
    CHECK(status(get("/rest/v1/profiles/thirdPartyId/%?client=acme")) == 400);
    CHECK(status(get("/rest/v1/profiles/?client=acme")) == 400);
    CHECK(status(post_form("/rest/v1/profiles/a.1_0?client=acme", "")) == 405);
}
