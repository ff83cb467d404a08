#include "host/config/yaml_json.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

namespace {

MarkedJson marked(const std::string& text, std::vector<Issue>& issues) {
    return to_json(read_yaml(text, "f.yaml").root.value(), issues);
}

}  // namespace

TEST_CASE("plain words become what JSON has for them, quoted ones stay text") {
    struct Row {
        std::string yaml;
        std::string json;
    };
    auto row = GENERATE(values<Row>({
        {"true", "true"},
        {"false", "false"},
        {"'true'", R"("true")"},
        {"~", "null"},
        {"null", "null"},
        {"", "null"},
        {"''", R"("")"},
        {"5", "5"},
        {"-1.50", "-1.5"},
        {"1e3", "1000.0"},
        {"\"5\"", R"("5")"},
        {"!!str 5", R"("5")"},
        {"007", R"("007")"},
        {"0x1F", R"("0x1F")"},
        {".5", R"(".5")"},
        {"1_000", R"("1_000")"},
        {"1e999", R"("1e999")"},
        {"12:30", R"("12:30")"},
        {"2024-01-01", R"("2024-01-01")"},
        {"some text", R"("some text")"},
        {"[1, [a]]", R"([1, ["a"]])"},
        {"{b: {c: 1}}", R"({"b": {"c": 1}})"},
    }));
    CAPTURE(row.yaml);
    std::vector<Issue> issues;
    CHECK(
        marked("a: " + row.yaml, issues).root == boost::json::parse(R"({"a": )" + row.json + "}")
    );
    CHECK(issues.empty());
}

TEST_CASE("words that other readers take for booleans must be quoted") {
    std::vector<Issue> issues;
    marked("a: yes\nb: 'no'\nc: [True]\n", issues);
    CHECK(
        fixtures::texts(issues) ==
        std::vector<std::string>{
            "f.yaml:1:4: expected true, false or quoted text, found yes: write true or false, or "
            "'yes' in quotes",
            "f.yaml:3:5: expected true, false or quoted text, found True: write true or false, or "
            "'True' in quotes"}
    );
}

TEST_CASE("the place of a scalar is its own, that of a map, a list or nothing is its key's") {
    std::vector<Issue> issues;
    Places places = marked("a: 1.10\nb:\n  c: x\nd:\ne:\n  - y\n  - k: z\n", issues).places;
    struct Row {
        std::string pointer;
        std::size_t line;
        std::size_t column;
    };
    for (const Row& row : std::vector<Row>{
             {"", 1, 1},
             {"/a", 1, 4},
             {"/b", 2, 1},
             {"/b/c", 3, 6},
             {"/d", 4, 1},
             {"/e", 5, 1},
             {"/e/0", 6, 5},
             {"/e/1/k", 7, 8}}) {
        CAPTURE(row.pointer);
        REQUIRE(places.contains(row.pointer));
        const Mark& at = places.at(row.pointer).value;
        CHECK((at.line == row.line && at.column == row.column));
    }
    CHECK(places.at("/a").key.column == 1);
    CHECK(places.at("/a").literal == "1.10");
    CHECK(places.at("/b/c").literal == "");
}

TEST_CASE("of a repeated key the first value stands, and a merge key is left out") {
    std::vector<Issue> issues;
    CHECK(
        marked("a: 1\na: {b: 2}\n<<: {c: 3}\n", issues).root == boost::json::parse(R"({"a": 1})")
    );
}
