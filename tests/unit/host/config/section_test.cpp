#include "host/config/section.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace host;
using std::chrono::milliseconds;

TEST_CASE("members come as what they are, and those of another type as absent") {
    fixtures::Written written{"t: x\nn: 5\nneg: -5\nb: false\nl: [a, 1, b]\nm: {k: v}\ne: ''\n"};
    Section section = written.section();
    CHECK(section.text("t") == "x");
    CHECK((!section.text("n") && !section.text("e") && !section.text("none")));
    CHECK(section.count("n") == 5U);
    CHECK((!section.count("neg") && !section.count("t")));
    CHECK(section.flag("b") == false);
    CHECK(!section.flag("t"));
    CHECK(section.texts("l") == std::vector<std::string>{"a", "b"});
    CHECK(section.texts("t").empty());
    CHECK(section.section("m")->text("k") == "v");
    CHECK(!section.section("l"));
}

TEST_CASE("a literal keeps its kind and a number its text") {
    fixtures::Written written{"n: 1.10\nb: true\ns: '1.10'\nz: ~\nl: [0.50, x]\n"};
    Section section = written.section();
    auto is = [&](const char* name, Literal::Kind kind, const char* text) {
        auto literal = section.literal(name);
        return literal && literal->kind == kind && literal->text == text;
    };
    CHECK(is("n", Literal::Kind::number, "1.10"));
    CHECK(is("b", Literal::Kind::boolean, "true"));
    CHECK(is("s", Literal::Kind::string, "1.10"));
    CHECK(is("z", Literal::Kind::null, ""));
    CHECK((!section.literal("l") && !section.literal("none")));
    auto list = section.literals("l");
    REQUIRE(list.size() == 2);
    CHECK((list[0].text == "0.50" && list[1].text == "x"));
}

TEST_CASE("durations are read from text and from numbers of seconds") {
    fixtures::Written written{"a: 1500ms\nb: 2.5\nc: soon\nd: 0\ne: [1]\nf: 2000d\n"};
    Section section = written.section();
    CHECK(section.milliseconds("a", milliseconds{0}) == milliseconds{1500});
    CHECK(section.seconds("a", milliseconds{0}) == std::chrono::seconds{2});
    CHECK(section.milliseconds("b", milliseconds{0}) == milliseconds{2500});
    CHECK(section.milliseconds("d", milliseconds{0}) == milliseconds{0});
    CHECK(!section.milliseconds("e", milliseconds{0}));
    CHECK(written.issues.empty());
    CHECK(!section.milliseconds("c", milliseconds{0}));
    CHECK(!section.milliseconds("d", milliseconds{1}));
    CHECK(!section.milliseconds("f", milliseconds{0}));
    const std::string expected =
        "expected a duration such as 500ms, 30s, 5m, 24h, or a number of seconds, found ";
    CHECK(
        written.lines() ==
        std::vector<std::string>{
            "f.yaml:3:4: " + expected + "'soon'",
            "f.yaml:4:4: expected a duration of at least 1ms, found 0",
            "f.yaml:6:4: " + expected + "'2000d'"}
    );
}

TEST_CASE("relative paths start from the folder of the file") {
    fixtures::Written written{"a: b\n"};
    CHECK(written.section().absolute("x/../y.csv") == "/folder/y.csv");
    CHECK(written.section().absolute("../y.csv") == "/y.csv");
    CHECK(written.section().absolute("/x/y.csv") == "/x/y.csv");
}
