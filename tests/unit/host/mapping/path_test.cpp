#include "host/mapping/path.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using host::Format;

namespace {

constexpr const char* record =
    R"({"a":{"b":[{"c":1},{"c":2,"d":"x"},{"c":null}],"b.c":"dotted"},"ids":[{"crm":"p"},{},{"crm":"q"},5],)"
    R"("twice":1,"twice":2,"m":[[1,2],[3]],"say \"hi\"":true,"$":"dollar","Zürich":"city"})";

std::string found(std::string_view path_text) {
    const test::Tree tree{record};
    const auto path = host::Path::compile(path_text, Format::ndjson);
    REQUIRE(path);
    REQUIRE_FALSE(path->finds_several());
    const host::Node* node = path->find(tree.document());
    return node == nullptr ? "nothing" : std::string{node->text};
}

std::vector<std::string> all(std::string_view path_text) {
    const test::Tree tree{record};
    const auto path = host::Path::compile(path_text, Format::ndjson);
    REQUIRE(path);
    std::vector<const host::Node*> nodes;
    path->find_all(tree.document(), nodes);
    std::vector<std::string> texts;
    for (const host::Node* node : nodes) {
        texts.emplace_back(node->text);
    }
    return texts;
}

}  // namespace

TEST_CASE("a path finds one value by names and numbers") {
    struct Row {
        const char* path;
        const char* text;
    };
    const auto row = GENERATE(
        Row{"a.b[0].c", "1"},
        Row{"a.b[1].d", "x"},
        Row{"$.a.b[1].c", "2"},
        Row{R"(a["b.c"])", "dotted"},
        Row{R"($["a"]["b.c"])", "dotted"},
        Row{R"(["say \"hi\""])", "true"},
        Row{R"(["$"])", "dollar"},
        Row{"Zürich", "city"},
        Row{"m[1][0]", "3"},
        Row{"twice", "2"},
        Row{"a.b[3].c", "nothing"},
        Row{"a.b.c", "nothing"},
        Row{"a[0]", "nothing"},
        Row{"nothere", "nothing"},
        Row{"twice.x", "nothing"}
    );
    CHECK(found(row.path) == row.text);
}

TEST_CASE("$ is the whole record") {
    const auto path = host::Path::compile("$", Format::ndjson);
    REQUIRE(path);
    CHECK(path->is_root());
    const test::Tree tree{record};
    CHECK(path->find(tree.document()) == &tree.root());
}

TEST_CASE("[*] finds several values in the order of the record") {
    CHECK(all("ids[*].crm") == std::vector<std::string>{"p", "q"});
    CHECK(all("a.b[*].c") == std::vector<std::string>{"1", "2", ""});
    CHECK(all("m[*][*]") == std::vector<std::string>{"1", "2", "3"});
    CHECK(all("m[*][1]") == std::vector<std::string>{"2"});
    CHECK(all("a[*]").empty());
    CHECK(all("nothere[*].x").empty());
}

TEST_CASE("an empty document holds nothing") {
    const host::Document none;
    std::vector<const host::Node*> nodes;
    CHECK(host::Path::compile("a", Format::ndjson)->find(none) == nullptr);
    host::Path::compile("a[*]", Format::ndjson)->find_all(none, nodes);
    CHECK(nodes.empty());
}

TEST_CASE("for CSV a path is a column's name, whatever it holds") {
    const test::Tree row{R"({"a.b":"1","ids[*]":"2"})"};
    for (const char* name : {"a.b", "ids[*]"}) {
        const auto path = host::Path::compile(name, Format::csv);
        REQUIRE(path);
        CHECK_FALSE(path->finds_several());
        CHECK(path->find(row.document()) != nullptr);
    }
    CHECK(host::Path::compile("a", Format::csv)->find(row.document()) == nullptr);
    CHECK(host::Path::compile("$", Format::csv)->is_root());
    CHECK_FALSE(host::Path::compile("", Format::csv));
}
