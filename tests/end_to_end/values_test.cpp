// What a record holds arrives byte for byte, and cannot become anything else on its way.
#include "tests/end_to_end/scene.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;

const std::map<std::string, std::string> texts{
    {"everything", "a+b&c=d#e%20f/é\r\n"},
    {"emoji", "\U0001F600 and \U0001F468‍\U0001F469‍\U0001F467"},
    {"quotes", R"("double" 'single' `back`)"},
    {"backslashes", R"(\ \\ \n \u0041)"},
    {"percent", "% %% %41 100%"},
    {"spaces", " leading and trailing "},
    {"markup", "<success>false</success>&amp;"},
    {"request", "x HTTP/1.1\r\nHost: elsewhere\r\n\r\n"},
    {"injection", "x&mbox3rdPartyId=crm-1&profile.tier=stolen"},
    {"separators", "a;b,c|d\te"},
    {"number-like", "007"},
    {"umlauts", "ÄÖÜ ß ñ ç Ł"}};

// Literal texts of JSON that must not be rounded or rewritten.
const std::map<std::string, std::string> literals{
    {"trailing-zero", "1.10"},
    {"huge", "1e300"},
    {"long", "12345678901234567890123456789"},
    {"negative", "-0.0"},
    {"precise", "0.1000000000000000055511151231257827"},
    {"yes", "true"},
    {"no", "false"}};

std::string record_with_all() {
    std::string traits;
    for (const auto& [name, text] : texts) {
        traits += (traits.empty() ? "\"" : ",\"") + name +
                  "\":" + boost::json::serialize(boost::json::value(text));
    }
    for (const auto& [name, literal] : literals) {
        traits += ",\"" + name + "\":" + literal;
    }
    return R"({"id":"crm-0","ecid":")" + support::ecid_of(0) +
           R"(","session":"session-0","edge":"35","traits":{)" + traits + "}}\n";
}

std::map<std::string, std::string> all_expected() {
    std::map<std::string, std::string> all = texts;
    all.insert(literals.begin(), literals.end());
    return all;
}

}  // namespace

TEST_CASE("texts, numbers and booleans arrive exactly, by both actions") {
    Scene scene{{"--seed-ids", "crm-:2"}};
    scene.records(record_with_all());
    support::FileText file;
    file.pipelines.push_back(support::stream_pipeline());
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    REQUIRE(arrivals.size() == 2);
    for (const Arrival& arrival : arrivals) {
        INFO(arrival.kind);
        CHECK(arrival.is_accepted);
        CHECK(arrival.attributes == all_expected());
    }
}

TEST_CASE("a number that no double can hold arrives as it was written") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(R"({"id":"crm-0","traits":{"beyond":1e400,"below":1e-400}})");
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    REQUIRE(arrivals.size() == 1);
    CHECK(
        arrivals.front().attributes ==
        std::map<std::string, std::string>{{"beyond", "1e400"}, {"below", "1e-400"}}
    );
}

TEST_CASE("an id with every character that is allowed reaches the profile of that name alone") {
    const std::string id = R"(a=b&c#d%20e?f"g\h é)";
    Scene scene;
    boost::json::object seed{{"third_party_id", id}};
    scene.sandbox.post("/_sandbox/profiles", boost::json::serialize(seed));
    scene.records(boost::json::serialize(boost::json::value{
        {"id", id}, {"traits", {{"tier", "gold"}}}}));
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    REQUIRE(arrivals.size() == 1);
    CHECK(arrivals.front().id == id);
    CHECK(arrivals.front().is_accepted);
}

TEST_CASE("an id with + or / is rejected with its field, and nothing is sent") {
    Scene scene;
    scene.records(R"({"id":"a+b","traits":{"tier":"gold"}})"
                  "\n"
                  R"({"id":"a/b","traits":{"tier":"gold"}})");
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 3);
    CHECK(scene.sandbox.ledger().empty());
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 2);
    CHECK(rejects.front().at("field") == "mbox3rdPartyId");
}

TEST_CASE("every directive of the mapping gives what the README says") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(
        R"({"id":"crm-0","email":" Jane.Doe@Example.COM ","loyalty":{"points":"42"},"tags":["a","b,c"],)"
        R"("traits":{"a":{"b":1.50},"secret":{"x":"y"},"kept":"k","own":"lost"},"list":[{"v":7}]})"
    );
    support::FileText file;
    file.pipelines.front().mapping = "mbox3rdPartyId: id\n"
                                     "profile.email: { path: email, hash: sha256_email }\n"
                                     "profile.text: { path: id, hash: sha256 }\n"
                                     "profile.tier: { path: loyalty.tier, default: none }\n"
                                     "profile.points: { path: loyalty.points, cast: integer }\n"
                                     "profile.source: { const: crm }\n"
                                     "profile.tags: { path: tags, join: \",\" }\n"
                                     "profile.first: list[0].v\n"
                                     "profile.own: { const: wins }\n"
                                     "profile.*: { path: traits, exclude: [secret.*] }\n";
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    REQUIRE(arrivals.size() == 1);
    // sha256sum of "jane.doe@example.com" and of "crm-0".
    CHECK(
        arrivals.front().attributes ==
        std::map<std::string, std::string>{
            {"email", "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d"},
            {"text", "521b1dce9a72310acd116953c662cdf7e38698c01843caf3c66862f8926aee62"},
            {"tier", "none"},
            {"points", "42"},
            {"source", "crm"},
            {"tags", "a,b,c"},
            {"first", "7"},
            {"own", "wins"},
            {"a.b", "1.50"},
            {"kept", "k"}}
    );
}

TEST_CASE("more attributes than one mbox takes go in one request") {
    constexpr int attributes = 120;
    std::string traits;
    std::map<std::string, std::string> expected{{"n", "0"}};
    for (int i = 0; i < attributes; ++i) {
        const std::string name = "a" + std::to_string(i);
        traits += ",\"" + name + "\":" + std::to_string(i);
        expected.emplace(name, std::to_string(i));
    }
    Scene scene;
    scene.records(support::profile_line(0, traits));
    support::FileText file;
    file.pipelines.front() = support::stream_pipeline();
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    REQUIRE(arrivals.size() == 1);
    CHECK(arrivals.front().is_accepted);
    CHECK(arrivals.front().attributes == expected);
}

TEST_CASE("an update that is too large for Adobe is rejected and never sent") {
    Scene scene{{"--seed-ids", "crm-:2"}};
    scene.records(
        support::profile_line(0, R"(,"big":")" + std::string(61'000, 'x') + '"') + '\n' +
        support::profile_line(1)
    );
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 3);
    CHECK(scene.sandbox.ledger().size() == 1);
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 1);
    CHECK(rejects.front().at("reason") == "too_large");
}
