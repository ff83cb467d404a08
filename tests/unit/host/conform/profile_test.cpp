#include "host/conform/profile.hpp"
#include "host/manifest/schema.hpp"

#include <catch2/catch.hpp>

namespace {

std::vector<std::string> issues_of(std::string_view text) {
    std::vector<std::string> texts;
    for (const host::Issue& issue : host::parse_profile(text, "c.yaml").issues) {
        texts.push_back(std::to_string(issue.at.line) + ": " + issue.text);
    }
    return texts;
}

}  // namespace

TEST_CASE("the profile's schema is within the subset that manifests use") {
    CHECK_FALSE(host::schema_fault(host::profile_schema()));
}

TEST_CASE("a whole profile is read, numbers as the text they are") {
    const auto file = host::parse_profile(
        "action: put\n"
        "config: { url: $ENDPOINT, n: 3 }\n"
        "secrets: { key: canary-123 }\n"
        "fields:\n"
        "  b: { type: number, value: 1.10 }\n"
        "  a: { values: [x, y] }\n"
        "  c: { constant: z }\n"
        "expect: { 404: pause, 500: [retry, pause] }\n"
        "accepted: { status: 202, body: ok }\n"
        "routes: [ { path: /token, body: '{}' } ]\n"
        "skip: [ { check: send-once, reason: known, expires: 2027-01-31 } ]\n"
        "http: false\n",
        "c.yaml"
    );
    REQUIRE(file.issues.empty());
    const host::Profile profile = host::profile_of(file.json);
    CHECK(profile.action == "put");
    REQUIRE(profile.config);
    CHECK(profile.config->at("n").to_number<int>() == 3);
    CHECK(profile.secrets.at("key") == "canary-123");
    REQUIRE(profile.fields.size() == 3);
    CHECK(profile.fields[0].first == "b");
    CHECK(profile.fields[0].second.values == std::vector<std::string>{"1.10"});
    CHECK(profile.fields[1].second.values == std::vector<std::string>{"x", "y"});
    CHECK(profile.fields[2].second.constant == "z");
    CHECK(profile.expect.at("404") == std::vector<std::string>{"pause"});
    CHECK(profile.expect.at("500") == std::vector<std::string>{"retry", "pause"});
    REQUIRE(profile.accepted);
    CHECK(profile.accepted->status == 202);
    CHECK(profile.accepted->body == "ok");
    CHECK(profile.routes.at(0).path == "/token");
    CHECK(profile.skips.at(0).expires == "2027-01-31");
    CHECK_FALSE(profile.http);
}

TEST_CASE("an empty object is the profile of a plugin without one") {
    const host::Profile profile = host::profile_of({});
    CHECK(profile.http);
    CHECK_FALSE(profile.config);
    CHECK(profile.fields.empty());
}

TEST_CASE("what is wrong in a profile is said at its line") {
    CHECK(issues_of("expect: { 404: paws }\n")
              .at(0)
              .starts_with("1: expected delivered, retry, pause"));
    CHECK(issues_of("action: put\nfields:\n  a: { type: string }\n")
              .at(0)
              .starts_with("3: expected value, values or constant"));
    CHECK(
        issues_of("skip: [ { check: x, reason: y } ]\n").at(0).find("expires") != std::string::npos
    );
    CHECK(
        issues_of("skip: [ { check: x, reason: y, expires: soon } ]\n")
            .at(0)
            .find("a date such as") != std::string::npos
    );
    CHECK(issues_of("acton: put\n").at(0).find("did you mean 'action'") != std::string::npos);
    CHECK_FALSE(issues_of("a: [\n").empty());
}
