#include "host/config/file_schema.hpp"
#include "host/config/parse_file.hpp"
#include "host/manifest/schema.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include <string>

using namespace host;

namespace {

// Every key below `properties`, at any depth, must say what it is for.
void check_described(const boost::json::value& schema, const std::string& at) {
    if (const auto* object = schema.if_object()) {
        if (const auto* properties = object->if_contains("properties")) {
            for (const auto& member : properties->get_object()) {
                CAPTURE(at, member.key());
                CHECK(member.value().get_object().contains("description"));
                check_described(
                    member.value(), at + '/' + std::string{std::string_view{member.key()}}
                );
            }
        }
        if (const auto* others = object->if_contains("additionalProperties")) {
            check_described(*others, at + "/*");
        }
    }
}

}  // namespace

TEST_CASE("the table of keys is within the subset that the validator enforces") {
    CHECK(!schema_fault(file_schema()));
}

TEST_CASE("every key says what it is for") {
    check_described(file_schema(), "");
}

TEST_CASE("a file that uses every part of the table passes") {
    FileParts parts = parse_file(
        R"(
plugin_path: [a]
state_dir: s
destinations:
  d: { plugin: p, sha256: 0000000000000000000000000000000000000000000000000000000000000000, config: { any: thing } }
pipelines:
  p:
    source: { file: { path: x, format: csv } }
    destination: d
    action: a
    mapping: { x: y }
    where: { path: z, exists: true }
    operation: upsert
    options: { any: thing }
    any_option: 1
)",
        "f.yaml"
    );
    CHECK(fixtures::texts(parts.issues).empty());
}
