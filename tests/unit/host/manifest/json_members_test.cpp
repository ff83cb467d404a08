#include "host/manifest/json_members.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

using host::JsonMembers;

TEST_CASE("absent members leave their targets as they are") {
    std::string fault;
    const boost::json::object empty;
    JsonMembers members{empty, "", fault};
    std::string text = "kept";
    bool flag = true;
    std::vector<std::string> texts{"kept"};
    members.text("a", text);
    members.flag("a", flag);
    members.texts("a", texts);
    CHECK((text == "kept" && flag && texts.size() == 1));
    CHECK((!members.count("a") && !members.seconds("a")));
    CHECK((members.object("a") == nullptr && members.list("a") == nullptr));
    CHECK(fault.empty());
}

TEST_CASE("the first wrong type is the fault, with the place of the member") {
    std::string fault;
    const auto object = boost::json::parse(R"({"a": 1, "b": "x"})").get_object();
    JsonMembers members{object, "actions[1].", fault};
    std::string text;
    bool flag = false;
    members.text("a", text);
    members.flag("b", flag);
    CHECK(fault == "expected actions[1].a to be text, found 1");
}

TEST_CASE("seconds are numbers or durations, rounded up") {
    std::string fault;
    const auto object =
        boost::json::parse(R"({"a": 1500, "b": "24h", "c": "1500ms", "d": "soon"})").get_object();
    JsonMembers members{object, "", fault};
    CHECK(members.seconds("a") == std::chrono::seconds{1500});
    CHECK(members.seconds("b") == std::chrono::hours{24});
    CHECK(members.seconds("c") == std::chrono::seconds{2});
    CHECK(fault.empty());
    CHECK(!members.seconds("d"));
    CHECK_THAT(fault, Catch::Contains("expected d to be a duration") && Catch::Contains("'soon'"));
}
