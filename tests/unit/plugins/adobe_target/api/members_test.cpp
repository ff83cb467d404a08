#include "adobe_target/api/members.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <tuple>
#include <vector>

using adobe_target::Member;
using adobe_target::MemberSink;
using adobe_target::read_members;

namespace {

using Kind = Member::Kind;
using Copy = std::tuple<std::string, std::string, Kind>;

class Gatherer final : public MemberSink {
public:
    explicit Gatherer(std::size_t most = 1000) : most_{most} {}
    bool member(const Member& member) override {
        found.emplace_back(member.name, member.text, member.kind);
        return found.size() < most_;
    }
    std::vector<Copy> found;

private:
    std::size_t most_;
};

}  // namespace

TEST_CASE("every member of a flat object is handed over, numbers by their literal text") {
    Gatherer gatherer;
    REQUIRE(read_members(
        R"( {"tier":"gold","score":1.10,"big":10527837386392355901041112038610706884,"e":-1E+5,)"
        R"("int":-7,"yes":true,"no":false,"none":null,"empty":""} )",
        gatherer
    ));
    CHECK(
        gatherer.found ==
        std::vector<Copy>{
            {"tier", "gold", Kind::text},
            {"score", "1.10", Kind::number},
            {"big", "10527837386392355901041112038610706884", Kind::number},
            {"e", "-1E+5", Kind::number},
            {"int", "-7", Kind::number},
            {"yes", "true", Kind::boolean},
            {"no", "false", Kind::boolean},
            {"none", "", Kind::null},
            {"empty", "", Kind::text}}
    );
}

TEST_CASE("escapes in names and texts are undone") {
    Gatherer gatherer;
    REQUIRE(read_members(R"({"a\"b":"x\u00e9\ud83d\ude00\n\\ tail","c":"\u0000"})", gatherer));
    CHECK(
        gatherer.found ==
        std::vector<Copy>{
            {"a\"b", "xé😀\n\\ tail", Kind::text}, {"c", std::string(1, '\0'), Kind::text}}
    );
}

TEST_CASE("arrays and objects are told as nested, whatever is in them") {
    Gatherer gatherer;
    REQUIRE(read_members(R"({"a":[1,{"b":"c"},"d"],"e":{"f":{"g":null}},"h":1})", gatherer));
    CHECK(
        gatherer.found ==
        std::vector<Copy>{
            {"a", "", Kind::nested}, {"e", "", Kind::nested}, {"h", "1", Kind::number}}
    );
}

TEST_CASE("what is no object is refused") {
    for (const std::string_view text :
         {"",
          " ",
          "null",
          "[]",
          "[1]",
          "\"a\"",
          "1",
          "{",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\":1,}",
          "{\"a\":1}x",
          "{\"a\":01}",
          "{\"a\":\"\xFF\"}",
          "{\"a\":\"b",
          "{a:1}"}) {
        CAPTURE(text);
        Gatherer gatherer;
        CHECK_FALSE(read_members(text, gatherer));
    }
}

TEST_CASE("the sink ends the reading when it has enough") {
    Gatherer gatherer{1};
    CHECK(read_members(R"({"a":1,"b":2})", gatherer));
    CHECK(gatherer.found.size() == 1);
}

TEST_CASE("a nested member can be the one that ends the reading") {
    Gatherer gatherer{1};
    CHECK(read_members(R"({"a":[],"b":2})", gatherer));
    CHECK(gatherer.found.size() == 1);
}
