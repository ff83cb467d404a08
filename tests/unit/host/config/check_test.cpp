#include "host/config/check.hpp"
#include "host/config/parse.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

namespace {

// Every plugin but "absent" is the mail plugin.
struct Plugins {
    Manifest mail = fixtures::mail_manifest();

    sluice::Result<const Manifest*, std::string> operator()(const Destination& destination) const {
        if (destination.plugin == "absent") {
            return std::string{"expected a plugin 'absent' in /plugins, found none"};
        }
        return &mail;
    }
};

// What parse() and check() say of the text, together and by place.
std::vector<std::string> all_issues(const std::string& text) {
    Plugins plugins;
    Parsed parsed = parse_text(text, "f.yaml");
    std::vector<Issue> issues = check(parsed.config, std::cref(plugins));
    issues.insert(issues.begin(), parsed.issues.begin(), parsed.issues.end());
    sort_by_place(issues);
    return fixtures::texts(issues);
}

}  // namespace

TEST_CASE("a file with ten mistakes has ten issues, each at its line and column") {
    const std::string text = R"(plugin_pth: /opt/plugins
destinations:
  mail:
    plugin: mail
    config:
      host: mail.example
      port: 99999
      token: hunter2
pipelines:
  welcome:
    source: { file: { path: people.xml } }
    destination: mial
    action: send
    mapping: { to: { pth: mail } }
  reminder:
    source: { file: { path: people.csv, format: tsv } }
    destination: mail
    action: send
    mapping:
      subject: { const: Hello }
      body: text
    delivery: { retry: { base: soon } }
)";
    const std::string duration =
        "expected a duration such as 500ms, 30s, 5m, 24h, or a number of seconds";
    CHECK(
        all_issues(text) ==
        std::vector<std::string>{
            "f.yaml:1:1: expected one of the keys plugin_path, state_dir, status, destinations, pipelines, "
            "found the unknown key "
            "'plugin_pth': did you mean 'plugin_path'?",
            "f.yaml:7:13: expected a whole number from 1 to 65535, found 99999",
            "f.yaml:8:14: expected a secret by reference, { env: NAME } or { file: PATH }, found "
            "text in its place: keep it "
            "out of this file",
            "f.yaml:11:29: expected a name that ends in .ndjson, .jsonl, .json or .csv, found "
            "'people.xml': say format: "
            "ndjson or format: csv beside it",
            "f.yaml:12:18: expected one of the destinations mail, found 'mial': did you mean "
            "'mail'?",
            "f.yaml:14:22: expected one of the keys path, const, default, cast, hash, join, "
            "include, exclude, found the "
            "unknown key 'pth': did you mean 'path'?",
            "f.yaml:16:49: expected one of ndjson, csv, found 'tsv': did you mean 'csv'?",
            "f.yaml:19:5: expected the field 'to' (Recipient), found none",
            "f.yaml:21:7: expected a field of send (to, subject, vars.*), found 'body'",
            "f.yaml:22:32: " + duration + ", found 'soon'"}
    );
}

TEST_CASE("a good file has no issue and comes out complete") {
    Plugins plugins;
    Parsed parsed = parse_text(
        "destinations:\n  d: { plugin: mail, config: { host: h } }\npipelines:\n  p:\n"
        "    source: { file: { path: '-' } }\n    destination: d\n    action: send\n    mapping: { "
        "to: mail }\n"
        "    audience: { name: x }\n",
        "f.yaml"
    );
    REQUIRE(parsed.issues.empty());
    CHECK(check(parsed.config, std::cref(plugins)).empty());
    CHECK(parsed.config.destinations.at(0).config.at("port") == 25);
    CHECK(parsed.config.pipelines.at(0).options.at("audience").at("value") == "1");
}

TEST_CASE("a plugin that is not to be had is an issue where it is named, and its pipelines are not "
          "judged by it") {
    CHECK(
        all_issues(
            "destinations:\n  d: { plugin: absent, config: { what: ever } }\npipelines:\n  p:\n"
            "    source: { file: { path: '-' } }\n    destination: d\n    action: any\n    "
            "mapping: { any: thing }\n    flavour: 1\n"
        ) ==
        std::vector<std::string>{"f.yaml:2:16: expected a plugin 'absent' in /plugins, found none"}
    );
}

TEST_CASE("a destination that nobody uses is worth a warning, not an error") {
    CHECK(
        all_issues("destinations:\n  d: { plugin: mail, config: { host: h } }\n  e: { plugin: "
                   "mail, config: { host: h } }\npipelines:\n  p:\n"
                   "    source: { file: { path: '-' } }\n    destination: d\n    action: purge\n   "
                   " mapping: { to: x }\n") ==
        std::vector<std::string>{
            "f.yaml:3:3: warning: expected a pipeline to use the destination 'e', found none"}
    );
}

TEST_CASE("what parse() has reported is not reported again") {
    CHECK(all_issues("destinations:\n  d: {}\npipelines:\n  p: { destination: d }\n").size() == 4);
}
