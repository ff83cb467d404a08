#include <sluice/config/config_reader.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <chrono>

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::ConfigFault;
using sluice::ConfigReader;
using sluice::parse_duration;

TEST_CASE("durations have a number and a unit") {
    CHECK(parse_duration("500ms") == 500ms);
    CHECK(parse_duration("30s") == 30s);
    CHECK(parse_duration("25m") == 25min);
    CHECK(parse_duration("2h") == 2h);
    for (const std::string_view bad :
         {"", "30", "s", "30 s", "30d", "-1s", "1.5s", "99999999999s"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_duration(bad));
    }
}

TEST_CASE("members are read by type, and absent ones give what stands for them") {
    std::vector<ConfigFault> faults;
    const ConfigReader reader{
        R"({"a":"x","b":7,"c":true,"d":"5s","s":{"$secret":"n"},"o":{"p":"q"}})",
        "/config",
        faults};
    CHECK(reader.text("a", "y") == "x");
    CHECK(reader.integer("b", 1) == 7);
    CHECK(reader.boolean("c", false));
    CHECK(reader.duration("d", 1s) == 5s);
    CHECK(reader.secret("s") == "n");
    CHECK(reader.section("o").text("p", "") == "q");
    CHECK(reader.text("none", "y") == "y");
    CHECK(reader.integer("none", 1) == 1);
    CHECK(reader.duration("none", 1s) == 1s);
    CHECK(reader.secret("none").empty());
    CHECK_FALSE(reader.section("none").has("p"));
    CHECK(faults.empty());
}

TEST_CASE("every member of another type is a fault at its own path") {
    std::vector<ConfigFault> faults;
    const ConfigReader reader{
        R"({"a":1,"b":"1","c":0,"d":"soon","s":"plain-secret","o":[]})", "/config", faults};
    reader.text("a", "");
    reader.integer("b", 0);
    reader.boolean("c", false);
    reader.duration("d", 1s);
    reader.secret("s");
    reader.section("o");
    REQUIRE(faults.size() == 6);
    CHECK(faults[0].path == "/config/a");
    CHECK(faults[3].code == "bad_duration");
    CHECK(faults[4].message.find("plain-secret") == std::string::npos);
    CHECK(faults[5].path == "/config/o");
}

TEST_CASE("unknown members are faults with a did-you-mean") {
    std::vector<ConfigFault> faults;
    const ConfigReader reader{R"({"conections":5})", "/config", faults};
    reader.expect_only(std::array<std::string_view, 2>{"connections", "timeout"});
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].path == "/config/conections");
    CHECK(faults[0].message.ends_with("did you mean connections?"));
}

TEST_CASE("a text that is no object is one fault") {
    for (const std::string_view bad : {"[]", "x", "1", "{"}) {
        std::vector<ConfigFault> faults;
        const ConfigReader reader{bad, "/options", faults};
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].path == "/options");
    }
    std::vector<ConfigFault> faults;
    const ConfigReader empty{"", "/options", faults};
    CHECK(faults.empty());
}

TEST_CASE("members are listed, and a secret, a text and any other JSON are told apart") {
    std::vector<ConfigFault> faults;
    const ConfigReader config{
        R"({"a":"x","b":{"$secret":"b"},"c":{"d":[1,null]}})", "/config", faults};
    CHECK(config.names() == std::vector<std::string>{"a", "b", "c"});
    CHECK(config.is_secret("b"));
    CHECK_FALSE(config.is_secret("a"));
    CHECK_FALSE(config.is_secret("nobody"));
    CHECK(config.is_text("a"));
    CHECK_FALSE(config.is_text("c"));
    CHECK(config.json("c") == R"({"d":[1,null]})");
    CHECK(config.json("nobody").empty());
    CHECK(faults.empty());
}
