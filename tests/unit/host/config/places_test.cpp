#include "host/config/places.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

namespace {

Place place(std::size_t line, std::string literal = "") {
    return {{"f", line, 1}, {"f", line, 5}, std::move(literal)};
}

const Places some{
    {"", place(1)},
    {"/a", place(2)},
    {"/a-b", place(3)},
    {"/a/b", place(4, "1.0")},
    {"/a/b~1c", place(5, "7")},
    {"/ab", place(6, "8")}};

}  // namespace

TEST_CASE("a pointer that is not in the file has the place of its nearest ancestor") {
    CHECK(nearest_place(some, "/a/b")->key.line == 4);
    CHECK(nearest_place(some, "/a/b/c/0")->key.line == 4);
    CHECK(nearest_place(some, "/a/x")->key.line == 2);
    CHECK(nearest_place(some, "/x/y")->key.line == 1);
    CHECK(nearest_place(some, "nonsense")->key.line == 1);
    CHECK(nearest_place({}, "/a") == nullptr);
}

TEST_CASE("what stands below a place does not include names that begin alike") {
    Places below = places_below(some, "/a");
    REQUIRE(below.size() == 3);
    CHECK(below.at("").key.line == 2);
    CHECK(below.at("/b").key.line == 4);
    CHECK(below.at("/b~1c").key.line == 5);
    CHECK(literals_below(some, "/a") == LiteralTexts{{"/b", "1.0"}, {"/b~1c", "7"}});
}

TEST_CASE("findings become issues at the key or at the value") {
    std::vector<Issue> issues;
    std::vector<SchemaFinding> findings{
        {"/b", SchemaFinding::Where::value, "x", "y", ""},
        {"/b", SchemaFinding::Where::key, "x", "z", "did you mean 'x'?"}};
    add_findings(issues, findings, some, "/a", {});
    add_findings(issues, findings, {}, "", {"elsewhere", 0, 0});
    CHECK(
        fixtures::texts(issues) ==
        std::vector<std::string>{
            "f:4:5: expected x, found y",
            "f:4:1: expected x, found z: did you mean 'x'?",
            "elsewhere: expected x, found y",
            "elsewhere: expected x, found z: did you mean 'x'?"}
    );
}
