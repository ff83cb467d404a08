// Any bytes as a pipeline file: parsed, checked against a manifest with every kind of schema, and,
// if nothing is wrong with it, compiled as a run would.
#include "host/config/check.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"
#include "host/mapping/filter.hpp"
#include "host/mapping/mapping.hpp"
#include "tests/fuzz/expect.hpp"

#include <string_view>
#include <vector>

namespace {

constexpr std::string_view manifest_json = R"({
  "id": "org.example.any", "name": "Any", "version": "1.0.0", "abi": 1,
  "config_schema": {"type": "object", "additionalProperties": false, "required": ["code"],
    "properties": {
      "code": {"type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": 64},
      "key": {"type": "string"},
      "mode": {"enum": ["auto", "none"], "default": "auto"},
      "connections": {"type": "integer", "minimum": 1, "maximum": 512, "default": 64},
      "ratio": {"type": ["number", "boolean"]},
      "hosts": {"type": "array", "items": {"type": "string", "minLength": 1}},
      "tls": {"type": "object", "properties": {"ca_file": {"type": "string"}}}}},
  "secrets": ["key"], "account": ["code"],
  "actions": [{"id": "put", "title": "Put", "ops": ["upsert", "delete"], "idempotent": true,
    "order_by": [["user"]], "multi_id": ["user"], "quota": {"limit": 1000, "window": "24h"}, "max_life": "24h",
    "options_schema": {"type": "object", "additionalProperties": false,
      "properties": {"audience": {"type": "object", "required": ["name"],
        "properties": {"name": {"type": "string"}, "value": {"type": "string", "default": "1"}}}}},
    "fields": [{"name": "user", "type": "string", "required": true, "max_len": 256},
               {"name": "age", "type": "number"}, {"name": "data.*", "type": "any"}]}]
})";

const host::Manifest& manifest() {
    static const auto parsed = host::parse_manifest(manifest_json);
    fuzz::expect(parsed.has_value(), "the target's own manifest is good");
    return *parsed;
}

void expect_told(const std::vector<host::Issue>& issues) {
    for (const host::Issue& issue : issues) {
        fuzz::expect(!issue.text.empty(), "an issue says something");
        fuzz::expect(issue.at.file == "/etc/any.yaml", "an issue names the file");
        fuzz::expect(!host::to_text(issue).empty(), "an issue can be shown");
    }
}

// A refusal is told, as parse() tells its own.
void compile(const host::Pipeline& pipeline) {
    const host::ActionSpec* action = manifest().action(pipeline.action);
    fuzz::expect(action != nullptr, "a good pipeline has an action of its plugin");
    const auto mapping = host::Mapping::compile(pipeline.mapping, *action, pipeline.source.format);
    if (!mapping) {
        fuzz::expect(!mapping.error().empty(), "a refused mapping has its issues");
        expect_told(mapping.error());
    }
    if (!pipeline.where) {
        return;
    }
    const auto filter = host::Filter::compile(*pipeline.where, pipeline.source.format);
    if (!filter) {
        fuzz::expect(!filter.error().empty(), "a refused condition has its issues");
        expect_told(filter.error());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto parsed = host::parse_text(fuzz::as_text(data, size), "/etc/any.yaml");
    expect_told(parsed.issues);
    const auto issues = host::check(
        parsed.config,
        [](const host::Destination& destination
        ) -> sluice::Result<const host::Manifest*, std::string> {
            if (destination.plugin == "none") {
                return std::string{"expected a plugin, found none"};
            }
            return &manifest();
        }
    );
    expect_told(issues);
    for (const host::Pipeline& pipeline : parsed.config.pipelines) {
        fuzz::expect(pipeline.unclaimed.empty(), "check() claims or reports every member");
        host::mark_of(parsed.config, pipeline, "/fields/0");
        host::mark_of(parsed.config, pipeline, "/config/code");
        if (!host::has_errors(parsed.issues) && !host::has_errors(issues)) {
            compile(pipeline);
        }
    }
    return 0;
}
