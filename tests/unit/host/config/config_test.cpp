#include "host/config/config.hpp"
#include "host/config/parse.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace host;

namespace {

constexpr const char* text = R"(destinations:
  target-eu:
    plugin: adobe_target
    config:
      client_code: acme
      tls:
        ca_file: x
pipelines:
  loyalty:
    source: { file: { path: p.ndjson } }
    destination: target-eu
    action: send_identifiers
    mapping:
      id: customer.id
      profile.tier: tier
    audience: { name: loyal }
    options:
      age: 5
)";

}  // namespace

TEST_CASE("a plugin's pointer leads to the line and column that it is about") {
    Parsed parsed = parse_text(text, "f.yaml");
    REQUIRE(parsed.issues.empty());
    const Pipeline& pipeline = parsed.config.pipelines.at(0);
    struct Row {
        std::string pointer;
        std::size_t line;
        std::size_t column;
    };
    auto row = GENERATE(values<Row>({
        {"/fields/0", 14, 7},
        {"/fields/1", 15, 7},
        {"/fields/1/constant", 15, 7},
        {"/fields/2", 13, 5},
        {"/fields/x", 13, 5},
        {"/fields", 13, 5},
        {"/config/client_code", 5, 20},
        {"/config/tls/ca_file", 7, 18},
        {"/config/tls/key", 6, 7},
        {"/config/absent", 4, 5},
        {"/config", 4, 5},
        {"/options/age", 18, 12},
        {"/options/absent", 17, 5},
        {"/action", 12, 13},
        {"/mapping/profile.tier", 15, 21},
        {"/absent", 9, 3},
        {"", 9, 3},
        {"nonsense", 9, 3},
    }));
    CAPTURE(row.pointer);
    Mark mark = mark_of(parsed.config, pipeline, row.pointer);
    CHECK(mark.file == "f.yaml");
    CHECK((mark.line == row.line && mark.column == row.column));
}

TEST_CASE("an option that stands directly under the pipeline is found there") {
    std::string direct = text;
    direct.resize(direct.find("    options:"));
    Parsed parsed = parse_text(direct, "f.yaml");
    Mark mark = mark_of(parsed.config, parsed.config.pipelines.at(0), "/options/audience/name");
    CHECK((mark.line == 16 && mark.column == 23));
}

TEST_CASE("a destination without settings is named where its settings would be") {
    Parsed parsed = parse_text(
        "destinations:\n  d: { plugin: p }\npipelines: { a: { destination: d } }\n", "f.yaml"
    );
    Mark mark = mark_of(parsed.config, parsed.config.pipelines.at(0), "/config/client_code");
    CHECK((mark.line == 2 && mark.column == 3));
}

TEST_CASE("a destination is found by name") {
    Parsed parsed = parse_text(text, "f.yaml");
    REQUIRE(parsed.config.destination("target-eu") != nullptr);
    CHECK(parsed.config.destination("target-us") == nullptr);
}
