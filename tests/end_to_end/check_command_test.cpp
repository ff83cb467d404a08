// `sluice check`: every error at once and at its place; --online: the proof of the credentials.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {

using end_to_end::Finished;
using end_to_end::lines_of;
using end_to_end::plugin_folder;
using end_to_end::said;
using end_to_end::Scene;
using support::profile_line;

// Sixteen errors of every kind.
constexpr std::string_view full_of_errors = R"(destinations:
  target:
    plugin: adobe_target
    config:
      client_code: acme
      tenant_id: mycompany
      client_id: id
      profile_auht: none
      client_secret: plain text
      connections: many
      timeout: 5 minutes
      endpoints: { target: "http://example.com" }
pipelines:
  loyalty:
    source: { file: { path: profiles.txt } }
    destination: tarket
    action: send_identifiers
    mapping:
      mbox3rdPartyId: customer..id
  sessions:
    source: { file: { path: sessions.csv } }
    destination: target
    action: stream_atributes
    mapping:
      ecid: ecid
  audience:
    source: { file: { path: audience.ndjson } }
    destination: target
    action: send_identifiers
    mapping:
      mbox3rdPartyId: ids[*]
      profile.tier: tier[x]
      profile.user.name: name
      profile.tags: { path: tags, joined: "," }
      proflie.points: points
    where: { path: consent, equal: true }
    delivery: { max_in_flight: -1 }
    guard: { first: some }
)";

struct Expected {
    std::string place;  // line:column
    std::string says;
};

const std::vector<Expected> expected_errors{
    {"8:7", "did you mean 'profile_auth'?"},
    {"9:22", "expected a secret by reference"},
    {"10:20", "expected a whole number, found 'many'"},
    {"11:16", "expected text that matches"},
    {"12:28", "https"},
    {"15:29", "say format: ndjson or format: csv"},
    {"16:18", "did you mean 'target'?"},
    {"19:7", "customer..id"},
    {"23:13", "did you mean 'stream_attributes'?"},
    {"32:7", "tier[x]"},
    {"33:7", "profile.user.name"},
    {"34:35", "did you mean 'join'?"},
    {"35:7", "found 'proflie.points'"},
    {"36:29", "did you mean 'equals'?"},
    {"37:32", "found -1"},
    {"38:21", "expected a whole number"}};

Finished check(Scene& scene, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"check", "--plugin-path", plugin_folder()};
    std::move(more.begin(), more.end(), std::back_inserter(arguments));
    arguments.push_back(scene.folder / "pipeline.yaml");
    return scene.sluice(std::move(arguments));
}

std::string without_spaces(std::string text) {
    std::erase(text, '\n');
    return text;
}

}  // namespace

TEST_CASE("check finds every error of a file, each once and at its place, and ends with 78") {
    Scene scene;
    const std::string file = scene.folder.write("pipeline.yaml", full_of_errors);

    const auto checked = check(scene);

    INFO(said(checked));
    CHECK(checked.exit == 78);
    const auto errors = lines_of(checked.err);
    REQUIRE(errors.size() == expected_errors.size() + 1);
    for (std::size_t i = 0; i < expected_errors.size(); ++i) {
        INFO(errors[i]);
        CHECK_THAT(errors[i], Catch::StartsWith(file + ":" + expected_errors[i].place + ": "));
        CHECK_THAT(errors[i], Catch::Contains(expected_errors[i].says));
        CHECK_THAT(errors[i], Catch::Contains("expected"));
    }
    CHECK(errors.back() == std::to_string(expected_errors.size()) + " errors; nothing was sent");
    CHECK(checked.err.find("plain text") == std::string::npos);
}

TEST_CASE("run and a dry run refuse a file with errors as check does") {
    Scene scene;
    scene.folder.write("pipeline.yaml", full_of_errors);
    const std::string errors = check(scene).err;
    for (const auto& more : {std::vector<std::string>{}, std::vector<std::string>{"--dry-run"}}) {
        const auto run = scene.run(more);
        INFO(said(run));
        CHECK(run.exit == 78);
        CHECK_THAT(run.err, Catch::Contains(errors.substr(0, errors.find('\n'))));
    }
    CHECK(scene.sandbox.count("requests") == 0);
}

TEST_CASE("mandatory fields are asked for by the names that operators know") {
    Scene scene;
    support::FileText file;
    file.pipelines.front() = support::stream_pipeline();
    file.pipelines.front().mapping = "profile.*: traits\n";
    scene.pipelines(file);
    const auto checked = check(scene);
    INFO(said(checked));
    CHECK(checked.exit == 78);
    for (const char* name : {"ECID", "Adobe Target Session ID", "Mbox Edge Number"}) {
        CHECK_THAT(checked.err, Catch::Contains(name));
    }
    CHECK_THAT(checked.err, Catch::Contains("3 errors"));
}

TEST_CASE("an update that could change nothing is a configuration error") {
    Scene scene;
    support::FileText file;
    file.pipelines.front().mapping = "mbox3rdPartyId: id\n";
    scene.pipelines(file);
    const auto checked = check(scene);
    INFO(said(checked));
    CHECK(checked.exit == 78);
    CHECK_THAT(checked.err, Catch::Contains("audience"));
}

TEST_CASE("a file that is no YAML is an error at its place") {
    Scene scene;
    const std::string file = scene.folder.write("pipeline.yaml", "pipelines:\n  a: [1, 2\n");
    const auto checked = check(scene);
    INFO(said(checked));
    CHECK(checked.exit == 78);
    CHECK_THAT(checked.err, Catch::StartsWith(file + ":"));
}

TEST_CASE("a good file is said to be good, offline without a request, online with proof") {
    Scene scene{{"--require-profile-token"}};
    scene.records(profile_line(0));
    scene.pipeline();

    const auto offline = check(scene);
    INFO(said(offline));
    CHECK(offline.exit == 0);
    CHECK_THAT(offline.out, Catch::Contains("identifiers") && Catch::Contains("ok"));
    CHECK(scene.sandbox.count("requests") == 0);

    const auto online = check(scene, {"--online"});
    INFO(said(online));
    CHECK(online.exit == 0);
    CHECK_THAT(online.out, Catch::Contains("online check of target: ok"));
    CHECK(scene.sandbox.ledger("profile_fetch").size() == 1);
    CHECK(scene.sandbox.count("accepted") == 0);
}

TEST_CASE("check --online tells a wrong secret from a wrong client code and an unreachable host") {
    Scene scene{{"--client-code", "acme"}};
    scene.records(profile_line(0));
    scene.pipeline();

    scene.environment["ADOBE_CLIENT_SECRET"] = "wrong";
    const auto secret = check(scene, {"--online"});
    INFO(said(secret));
    CHECK(secret.exit == 78);
    CHECK_THAT(without_spaces(secret.err), Catch::Contains("invalid client_secret parameter"));
    CHECK_THAT(without_spaces(secret.err), Catch::Contains("Adobe Developer Console"));

    scene.environment["ADOBE_CLIENT_SECRET"] = "sandbox-secret";
    support::FileText file;
    file.destinations.front().client_code = "acmee";
    scene.pipelines(file);
    const auto code = check(scene, {"--online"});
    INFO(said(code));
    CHECK(code.exit == 78);
    CHECK_THAT(without_spaces(code.err), Catch::Contains("client_code"));

    file.destinations.front().client_code = "acme";
    file.destinations.front().url = "http://127.0.0.1:1";
    scene.pipelines(file);
    const auto host = check(scene, {"--online"});
    INFO(said(host));
    CHECK(host.exit == 69);
    CHECK_THAT(without_spaces(host.err), Catch::Contains("127.0.0.1:1"));
    CHECK(scene.sandbox.count("accepted") == 0);
}

TEST_CASE("check --online says which secret is not there, and asks nobody with an empty one") {
    Scene scene;
    scene.records(profile_line(0));
    scene.pipeline();
    scene.environment.erase("ADOBE_CLIENT_SECRET");

    const auto checked = check(scene, {"--online"});

    INFO(said(checked));
    CHECK(checked.exit == 78);
    CHECK_THAT(
        checked.err, Catch::Contains("expected the environment variable ADOBE_CLIENT_SECRET")
    );
    CHECK(scene.sandbox.count("requests") == 0);
}
