#include "host/config/yaml_tree.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;
using Kind = YamlNode::Kind;

namespace {

std::vector<std::string> issues(const std::string& text) {
    return fixtures::texts(read_yaml(text, "f.yaml").issues);
}

// a: [ b: [ ... ] ], as many levels as asked for, the outer map counted.
std::string nested(std::size_t levels) {
    return "a: " + std::string(levels - 1, '[') + "x" + std::string(levels - 1, ']');
}

}  // namespace

TEST_CASE("a tree knows what was quoted, and where each name and value stands") {
    YamlFile file = read_yaml("a: 1\nb:\n  - 'x'\n  - !!str 2\nc: ~\n", "f.yaml");
    REQUIRE(file.root);
    CHECK(file.issues.empty());
    const YamlNode& root = *file.root;
    REQUIRE(root.items.size() == 3);
    CHECK(root.keys[1].text == "b");
    CHECK((root.keys[1].at.line == 2 && root.keys[1].at.column == 1));
    CHECK((root.items[0].kind == Kind::plain && root.items[0].at.column == 4));
    const YamlNode& list = root.items[1];
    CHECK((list.items.at(0).kind == Kind::quoted && list.items.at(1).kind == Kind::quoted));
    CHECK((list.items.at(0).at.line == 3 && list.items.at(0).at.column == 5));
    CHECK(root.items[2].kind == Kind::null);
}

TEST_CASE("an alias stands for a copy of what its anchor names") {
    YamlFile file = read_yaml("a: &x {k: v}\nb: *x\n", "f.yaml");
    REQUIRE(file.root);
    CHECK(file.issues.empty());
    CHECK(file.root->items.at(1).items.at(0).text == "v");
}

TEST_CASE("what the library lets pass is an issue at its place") {
    struct Row {
        std::string text;
        std::string issue;
    };
    auto row = GENERATE(values<Row>({
        {"a: 1\nb: 2\na: 3\n",
         "f.yaml:3:1: expected each key once, found 'a' again (first in line 1)"},
        {"a: {b: 1, 'b': 2}\n",
         "f.yaml:1:11: expected each key once, found 'b' again (first in line 1)"},
        {"a: &x {b: 1}\nc:\n  <<: *x\n",
         "f.yaml:3:3: expected the keys themselves, found the merge key '<<': write them out"},
        {"a: 1\n---\nb: 2\n",
         "f.yaml:2:1: expected one YAML document, found a second one: make it a file of its own"},
        {"a: !custom x\n",
         "f.yaml:1:4: expected a value without a tag, found a tag: leave out the word with '!'"},
        {"a: !list [x]\n",
         "f.yaml:1:4: expected a value without a tag, found a tag: leave out the word with '!'"},
        {"[a]: 1\n", "f.yaml:1:1: expected a name as key, found a list"},
        {"~: 1\n", "f.yaml:1:1: expected a name as key, found nothing"},
    }));
    CAPTURE(row.text);
    CHECK(issues(row.text) == std::vector<std::string>{row.issue});
}

TEST_CASE("a syntax error is one issue with its place, and nothing is read") {
    struct Row {
        std::string text;
        std::string place;
    };
    auto row = GENERATE(values<Row>({
        {"a: [1\n", "f.yaml:1:1: "},
        {"a: \"b\nc: d\n", "f.yaml:2:5: "},  // an open quote takes the rest of the file
        {"a: b: c\n", "f.yaml:1:5: "},
        {"a: 1\n b: 2\n", "f.yaml:2:3: "},
        {"a: *nowhere\n", "f.yaml:1:4: "},
        {"a: &x [*x]\n", "f.yaml:1:8: "},
        {"a: \xFF\n", "f.yaml:1:4: "},
    }));
    CAPTURE(row.text);
    YamlFile file = read_yaml(row.text, "f.yaml");
    CHECK(!file.root);
    REQUIRE(file.issues.size() == 1);
    CHECK_THAT(to_text(file.issues[0]), Catch::StartsWith(row.place + "expected "));
}

TEST_CASE("a password that begins with an asterisk is not shown") {
    CHECK_THAT(issues("client_secret: *hunter2\n").at(0), !Catch::Contains("hunter2"));
    CHECK_THAT(issues("client_secret: !hunter2 x\n").at(0), !Catch::Contains("hunter2"));
}

TEST_CASE("a file has bounds in bytes, levels and values") {
    CHECK(issues(nested(max_yaml_nesting)).empty());
    CHECK_THAT(issues(nested(max_yaml_nesting + 1)).at(0), Catch::Contains("at most 64 levels"));
    CHECK_THAT(issues(std::string(100'000, '[')).at(0), Catch::Contains("at most 64 levels"));
    CHECK(issues("# " + std::string(max_yaml_bytes - 2, 'x')).empty());
    CHECK_THAT(
        issues("# " + std::string(max_yaml_bytes - 1, 'x')).at(0), Catch::Contains("at most 1 MiB")
    );
}

TEST_CASE("aliases of aliases are cut off before they become a tree without end") {
    std::string text = "a: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i <= 20; ++i) {
        std::string last = "*a" + std::to_string(i - 1);
        text += "b" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
        for (int j = 1; j < 10; ++j) {
            text += "," + last;
        }
        text += "]\n";
    }
    auto found = issues(text);
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0], Catch::Contains("expected at most 100000 values"));
}

TEST_CASE("documents that never end for the library end for us") {
    CHECK(issues(",/=\xC8").size() == 1);
    CHECK(issues(",/=").size() <= 1);
}
