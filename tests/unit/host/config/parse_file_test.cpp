#include "host/config/parse_file.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

TEST_CASE("a file says where plugins and state are, from its own folder") {
    FileParts parts = parse_file("plugin_path: [p, /q/../r]\nstate_dir: s\n", "/folder/f.yaml");
    CHECK(parts.issues.empty());
    CHECK(parts.plugin_path == std::vector<std::string>{"/folder/p", "/r"});
    CHECK(parts.state_dir == "/folder/s");
    CHECK((parts.state_at.line == 2 && parts.state_at.column == 12));

    FileParts silent = parse_file("plugin_path: p\npipelines: {}\n", "/folder/f.yaml");
    CHECK(silent.plugin_path == std::vector<std::string>{"/folder/p"});
    CHECK(silent.state_dir == "/folder/sluice-state");
    CHECK((silent.state_at.line == 1 && silent.state_at.column == 1));
}

TEST_CASE("the state folder is absolute even if the file was named without a folder") {
    CHECK(parse_file("a: b", "f.yaml").state_dir.starts_with('/'));
}

TEST_CASE("what is no pipeline file is one issue") {
    struct Row {
        std::string text;
        std::string issue;
    };
    auto row = GENERATE(values<Row>({
        {"", "f.yaml:1:1: expected destinations and pipelines, found an empty file"},
        {"# nothing\n", "f.yaml:1:1: expected destinations and pipelines, found an empty file"},
        {"just text\n", "f.yaml:1:1: expected a map, found text"},
        {"- a\n- b\n", "f.yaml:1:1: expected a map, found a list"},
    }));
    CAPTURE(row.text);
    CHECK(
        fixtures::texts(parse_file(row.text, "f.yaml").issues) ==
        std::vector<std::string>{row.issue}
    );
}

TEST_CASE("names can stand in metrics and on command lines") {
    struct Row {
        std::string name;
        bool is_good;
    };
    auto row = GENERATE(values<Row>({
        {"loyalty-2.eu_A", true},
        {std::string(64, 'x'), true},
        {std::string(65, 'x'), false},
        {"-x", false},
        {"a b", false},
        {"a/b", false},
        {"\xC3\xA4", false},
        {"''", false},
    }));
    CAPTURE(row.name);
    FileParts parts = parse_file("destinations:\n  " + row.name + ": { plugin: p }\n", "f.yaml");
    CHECK(parts.issues.empty() == row.is_good);
    CHECK(parts.destinations.size() == (row.is_good ? 1 : 0));
}

TEST_CASE("issues of all layers come in the order of the file") {
    auto issues = fixtures::texts(
        parse_file(
            "pipelines:\n  p:\n    source: 5\n    mapping: {}\n    acton: x\nplugins: y\n"
            "destinations:\n  d:\n    plugn: yes\n  d: {}\n",
            "f.yaml"
        )
            .issues
    );
    CHECK(
        issues ==
        std::vector<std::string>{
            "f.yaml:2:3: expected the key 'destination', found none: Name of one of the "
            "destinations.",
            "f.yaml:2:3: expected the key 'action', found none: What the plugin is to do with each "
            "update.",
            "f.yaml:3:13: expected a map, found a number",
            "f.yaml:4:5: expected at least one field, found none",
            "f.yaml:6:1: expected one of the keys plugin_path, state_dir, status, destinations, pipelines, "
            "found the unknown key "
            "'plugins'",
            "f.yaml:9:5: expected one of the keys plugin, sha256, isolation, max_memory, config, "
            "found the unknown key "
            "'plugn': did you mean "
            "'plugin'?",
            "f.yaml:9:12: expected true, false or quoted text, found yes: write true or false, or "
            "'yes' in quotes",
            "f.yaml:10:3: expected each key once, found 'd' again (first in line 8)"}
    );
}
