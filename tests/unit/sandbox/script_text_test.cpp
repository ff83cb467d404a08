#include "tests/sandbox/script_text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <variant>

using namespace sandbox;

namespace {

struct Case {
    const char* script;
    const char* error;
};

}  // namespace

TEST_CASE("a script's error names its place and what was expected") {
    const Case cases[] = {
        {"{", "script: expected JSON"},
        {"[]", "script: expected an object"},
        {R"({"rule":[]})", "script: expected seed, rules (an array), found rule"},
        {R"({"seed":-1})", "seed: expected a whole number from 0"},
        {R"({"rules":[{"when":{}}]})", "rules[0]: expected match, then, found when"},
        {R"({"rules":[{},{"then":{"delay":1}}]})", "rules[1].then: expected one of status, body"},
        {R"({"rules":[{"then":{"status":99}}]})", "rules[0].then.status: expected an HTTP status"},
        {R"({"rules":[{"then":{"reset":"x"}}]})", "rules[0].then.reset: expected before_reply"},
        {R"({"rules":[{"then":{"apply":1}}]})", "rules[0].then.apply: expected true or false"},
        {R"({"rules":[{"then":{"apply":false}}]})", "rules[0].then: expected a status or a reset"},
        {R"({"rules":[{"then":{"headers":{"a":1}}}]})", "rules[0].then.headers: expected a string"},
        {R"({"rules":[{"match":{"every":0}}]})",
         "rules[0].match.every: expected a whole number from 1"},
        {R"({"rules":[{"match":{"probability":1.5}}]})",
         "rules[0].match.probability: expected a number from 0 to 1"},
        {R"({"rules":[{"match":{"path":1}}]})", "rules[0].match.path: expected a string"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.script);
        const auto read = read_script(c.script);
        REQUIRE(std::holds_alternative<ScriptError>(read));
        CHECK_THAT(std::get<ScriptError>(read).text, Catch::StartsWith(c.error));
    }
}

TEST_CASE("a whole script is read") {
    const auto read = read_script(
        R"({"seed":7,"rules":[{"match":{"path":"/m2/","method":"POST","id":"a","every":3,"first":10,"probability":0.5},)"
        R"("then":{"status":503,"body":"b","headers":{"X":"y"},"delay_ms":50,"retry_after":2,"retry_after_date":3,)"
        R"("reset":"hang","times":4,"apply":true,"until_token_refreshed":true}}]})"
    );
    REQUIRE(std::holds_alternative<Script>(read));
    const Rule& rule = std::get<Script>(read).rules().at(0);
    CHECK(rule.match.path == "/m2/");
    CHECK(rule.match.every == 3);
    CHECK(rule.match.first == 10);
    CHECK(rule.match.probability == 0.5);
    CHECK(rule.then.status == 503);
    CHECK(rule.then.delay == std::chrono::milliseconds{50});
    CHECK(rule.then.retry_after == std::chrono::seconds{2});
    CHECK(rule.then.retry_after_date == std::chrono::seconds{3});
    CHECK(rule.then.reset == Fault::hang);
    CHECK(rule.then.times == 4);
    CHECK(rule.then.apply == true);
    CHECK(rule.then.until_token_refreshed);
}
