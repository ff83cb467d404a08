#include "tests/sandbox/script.hpp"
#include "tests/sandbox/script_text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <variant>

using namespace sandbox;

namespace {

Script play(const std::string& rules, int seed = 1) {
    return std::get<Script>(
        read_script(R"({"seed":)" + std::to_string(seed) + R"(,"rules":[)" + rules + "]}")
    );
}

/// Status of the rule that fires, 0 when none does.
int ask(
    Script& script,
    std::string_view path,
    std::string_view id = "crm-1",
    std::uint64_t refreshes = 0
) {
    const Keys keys{.third_party = id, .tnt = {}, .ecid = {}};
    const Subject subject{.path = path, .method = "POST", .keys = keys, .session = "s-1"};
    const Then* then = script.decide(subject, refreshes);
    return then == nullptr ? 0 : then->status.value_or(200);
}

std::string run(Script& script, int times) {
    std::string marks;
    for (int i = 0; i < times; ++i) {
        marks += ask(script, "/m2/") == 0 ? '.' : 'x';
    }
    return marks;
}

}  // namespace

TEST_CASE("all that a rule names must match") {
    const auto fires = [](const char* match) {
        Script script = play(R"({"match":)" + std::string(match) + R"(,"then":{"status":500}})");
        return ask(script, "/m2/acme/profile/update") == 500;
    };
    CHECK(fires("{}"));
    CHECK(fires(R"({"path":"/m2/"})"));
    CHECK(fires(R"({"path":"/m2/","method":"POST","id":"crm-1"})"));
    CHECK(fires(R"({"id":"s-1"})"));
    CHECK_FALSE(fires(R"({"path":"/rest/"})"));
    CHECK_FALSE(fires(R"({"method":"GET"})"));
    CHECK_FALSE(fires(R"({"path":"/m2/","id":"crm-2"})"));
}

TEST_CASE("every, first and times count") {
    Script every = play(R"({"match":{"every":3},"then":{"status":500}})");
    CHECK(run(every, 7) == "..x..x.");
    Script first = play(R"({"match":{"first":2},"then":{"status":500}})");
    CHECK(run(first, 4) == "xx..");
    Script times = play(R"({"match":{"every":2},"then":{"status":500,"times":2}})");
    CHECK(run(times, 8) == ".x.x....");
}

TEST_CASE("the first rule that fires wins, and one that does not fire lets the next try") {
    Script script = play(
        R"({"match":{"every":2},"then":{"status":500}},{"match":{"path":"/m2/"},"then":{"status":429}})"
    );
    CHECK(ask(script, "/m2/") == 429);
    CHECK(ask(script, "/m2/") == 500);
    CHECK(ask(script, "/rest/") == 0);
}

TEST_CASE("probability depends on seed, identifier and attempt, not on the order of arrival") {
    const std::string rule = R"({"match":{"probability":0.2},"then":{"status":500}})";
    Script forward = play(rule);
    Script backward = play(rule);
    Script other = play(rule, 2);
    std::string one;
    std::string two(2000, '.');
    std::string three;
    for (int i = 0; i < 2000; ++i) {
        const std::string id = "crm-" + std::to_string(i % 1000);
        one += ask(forward, "/", id) == 0 ? '.' : 'x';
        three += ask(other, "/", id) == 0 ? '.' : 'x';
    }
    for (int i = 999; i >= 0; --i) {
        const std::string id = "crm-" + std::to_string(i);
        for (const int attempt : {0, 1}) {
            two[static_cast<std::size_t>(attempt * 1000 + i)] =
                ask(backward, "/", id) == 0 ? '.' : 'x';
        }
    }
    CHECK(one == two);
    CHECK(one != three);
    CHECK(one.substr(0, 1000) != one.substr(1000));
    const auto hits = std::count(one.begin(), one.end(), 'x');
    CHECK(hits > 320);
    CHECK(hits < 480);
}

TEST_CASE("a rule until a token is refreshed ends with the next token a client gets") {
    Script script = play(R"({"then":{"status":401,"until_token_refreshed":true}})");
    CHECK(ask(script, "/", "a", 3) == 401);
    CHECK(ask(script, "/", "b", 3) == 401);
    CHECK(ask(script, "/", "a", 4) == 0);
    CHECK(ask(script, "/", "a", 5) == 0);
}

TEST_CASE("whether a request still takes effect") {
    const auto effect = [](const char* then) {
        return applies(play(R"({"then":)" + std::string(then) + "}").rules()[0].then);
    };
    CHECK(effect(R"({"delay_ms":5})"));
    CHECK(effect(R"({"status":200})"));
    CHECK(effect(R"({"reset":"half_reply"})"));
    CHECK(effect(R"({"reset":"before_reply"})"));
    CHECK_FALSE(effect(R"({"reset":"after_read"})"));
    CHECK_FALSE(effect(R"({"reset":"hang"})"));
    CHECK_FALSE(effect(R"({"status":503})"));
    CHECK(effect(R"({"status":503,"apply":true})"));
    CHECK_FALSE(effect(R"({"reset":"half_reply","apply":false})"));
}

TEST_CASE("a scripted reply carries its headers and both forms of Retry-After") {
    const Script script = play(
        R"({"then":{"status":503,"body":{"a":1},"headers":{"X-A":"b","Content-Type":"text/html"},)"
        R"("retry_after":2,"retry_after_date":60}})"
    );
    const Moment moment{std::chrono::seconds{1503090999}};
    const auto reply = scripted_reply(script.rules()[0].then, moment);
    REQUIRE(reply.has_value());
    CHECK(reply->status == 503);
    CHECK(reply->type == "text/html");
    CHECK(reply->body == R"({"a":1})");
    CHECK(
        reply->headers ==
        "X-A: b\r\nRetry-After: 2\r\nRetry-After: Fri, 18 Aug 2017 21:17:39 GMT\r\n"
    );
    CHECK_FALSE(scripted_reply(Then{}, moment).has_value());
}
