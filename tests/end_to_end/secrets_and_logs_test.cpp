// No secret, token or visitor's value is in anything that Sluice writes, and what it logs a machine
// can read.
#include "tests/end_to_end/scene.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <filesystem>

namespace {

using end_to_end::lines_of;
using end_to_end::said;
using end_to_end::Scene;
using support::lines;
using support::profile_line;

const std::string secret = "canary-of-the-client-secret-7f3a";
// Of a visitor: in the id, in an attribute.
const std::string visitor = "canary-of-a-visitor";
// What the sandbox's tokens begin with.
const std::vector<std::string> tokens{"sandbox-ims-token", "sandbox-profile-token"};

void prepare(Scene& scene) {
    scene.environment["ADOBE_CLIENT_SECRET"] = secret;
    scene.records(lines(200, [](std::size_t i) {
        return R"({"id":")" + visitor + "-" + std::to_string(i) + R"(","traits":{"name":")" +
               visitor + "\"}}";
    }));
    scene.sandbox.post("/_sandbox/profiles", lines(200, [](std::size_t i) {
                           return R"({"third_party_id":")" + visitor + "-" + std::to_string(i) +
                                  "\"}";
                       }));
    scene.pipeline(support::quick_retries);
}

std::vector<std::string> sandbox_arguments() {
    return {"--client-secret", secret, "--require-profile-token"};
}

// The files below the folder that hold the text; those of the operator and of the sandbox apart.
std::vector<std::string> files_with(const Scene& scene, const std::string& text) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{scene.folder.path()}) {
        const std::string name = entry.path().filename().string();
        const bool is_ours = name != "profiles.ndjson" && !name.starts_with("sandbox-");
        if (is_ours && entry.is_regular_file() &&
            support::content_of(entry.path().string()).find(text) != std::string::npos) {
            found.push_back(name);
        }
    }
    return found;
}

void check_no_secret(const Scene& scene) {
    CHECK(files_with(scene, secret).empty());
    for (const std::string& token : tokens) {
        CHECK(files_with(scene, token).empty());
    }
}

constexpr std::string_view all_that_goes_by = R"({"seed":3,"rules":[
    {"match":{"path":"/m2/","every":50},"then":{"status":401,"until_token_refreshed":true}},
    {"match":{"path":"/m2/","probability":0.2},"then":{"status":500,"body":"500 for canary-of-a-visitor"}},
    {"match":{"path":"/m2/","probability":0.1},"then":{"reset":"half_reply"}}]})";

}  // namespace

TEST_CASE("with every log level, no secret, token or visitor's value is written anywhere") {
    Scene scene{sandbox_arguments()};
    prepare(scene);
    scene.sandbox.script(all_that_goes_by);

    const auto run = scene.run({"--log-level", "trace"});

    INFO(said(run));
    REQUIRE(run.exit == 0);
    REQUIRE(scene.sandbox.count("unique_accepted") == 200);
    check_no_secret(scene);
    CHECK(files_with(scene, visitor).empty());
}

TEST_CASE("a reject's payload is all that holds a visitor's value, even if Adobe quotes it") {
    Scene scene{sandbox_arguments()};
    prepare(scene);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","every":10},"then":{"status":400,
            "body":"<response><success>false</success><message>bad value canary-of-a-visitor</message></response>"}}]})"
    );

    const auto run = scene.run({"--log-level", "trace"});

    INFO(said(run));
    REQUIRE(run.exit == 3);
    CHECK(run.out.find(visitor) == std::string::npos);
    CHECK(run.err.find(visitor) == std::string::npos);
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 20);
    for (const auto& reject : rejects) {
        for (const auto& [name, value] : reject) {
            if (name != "payload" && value.is_string()) {
                INFO(std::string{name});
                REQUIRE(value.as_string().find(visitor) == boost::json::string::npos);
            }
        }
    }
    const auto listed = scene.sluice({"rejects", "list", scene.folder / "pipeline.yaml"});
    CHECK(listed.out.find(visitor) == std::string::npos);
    // The payloads are in the state: the search finds what there is to find.
    CHECK_FALSE(files_with(scene, visitor).empty());
    check_no_secret(scene);
}

TEST_CASE("a secret that Adobe refuses, or that its answer quotes, is not shown") {
    Scene scene{{"--client-secret", "another"}};
    prepare(scene);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/ims/"},"then":{"status":400,
            "body":{"error":"invalid_client","error_description":"canary-of-the-client-secret-7f3a is wrong"}}}]})"
    );
    const auto checked = scene.sluice(
        {"check",
         "--online",
         "--plugin-path",
         end_to_end::plugin_folder(),
         scene.folder / "pipeline.yaml"}
    );
    INFO(said(checked));
    CHECK(checked.exit == 78);
    check_no_secret(scene);
}

TEST_CASE("commands that show a pipeline show no secret") {
    Scene scene{sandbox_arguments()};
    prepare(scene);
    const std::string file = scene.folder / "pipeline.yaml";
    const std::string plugins = end_to_end::plugin_folder();
    CHECK(scene.sluice({"list", file}).exit == 0);
    CHECK(scene.sluice({"check", "--plugin-path", plugins, file}).exit == 0);
    CHECK(scene.run({"--dry-run"}).exit == 0);
    check_no_secret(scene);
    CHECK(files_with(scene, visitor).empty());
}

TEST_CASE("a secret can stand in a file, and a secret in the pipeline file itself is refused") {
    Scene scene{{"--client-secret", secret, "--seed-ids", "crm-:1"}};
    scene.records(profile_line(0));
    scene.environment.erase("ADOBE_CLIENT_SECRET");
    scene.folder.write("secret", secret + "\n");
    support::FileText file;
    std::string yaml = support::to_yaml(file, scene.sandbox.url(), scene.sandbox.ca_file());
    const std::string reference = "{ env: ADOBE_CLIENT_SECRET }";
    yaml.replace(yaml.find(reference), reference.size(), "{ file: secret }");
    scene.folder.write("pipeline.yaml", yaml);

    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 0);

    yaml.replace(yaml.find("{ file: secret }"), 16, secret);
    scene.folder.write("pipeline.yaml", yaml);
    const auto refused = scene.run();
    INFO(said(refused));
    CHECK(refused.exit == 78);
    CHECK_THAT(refused.err, Catch::Contains(":8:22: expected a secret by reference"));
    CHECK(refused.err.find(secret) == std::string::npos);
}

TEST_CASE("a secret that is missing ends the run before anything is sent, and is named") {
    Scene scene;
    scene.records(profile_line(0));
    scene.pipeline();
    scene.environment.erase("ADOBE_CLIENT_SECRET");
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 78);
    CHECK_THAT(run.err, Catch::Contains("ADOBE_CLIENT_SECRET"));
}

TEST_CASE("what goes to standard error of a run is one JSON object a line, with time and level") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    scene.records(lines(300, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","every":100},"then":{"status":429,"retry_after":1,"times":1}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    const auto logged = lines_of(run.err);
    REQUIRE_FALSE(logged.empty());
    for (const std::string& line : logged) {
        INFO(line);
        const auto entry = boost::json::parse(line).as_object();
        CHECK(entry.at("time").as_string().ends_with('Z'));
        CHECK(entry.at("level").is_string());
        CHECK(entry.at("message").is_string());
    }
    const auto text = scene.run({"--log-format", "text", "--from-start"});
    CHECK(text.exit == 0);
    CHECK(text.err.find('{') == std::string::npos);
}

TEST_CASE("a dry run maps everything, shows no value, sends nothing and keeps no state") {
    Scene scene;
    scene.records(
        lines(100, [](std::size_t i) { return profile_line(i); }) + "no JSON\n" +
        R"({"id":"crm-100"})" + "\n" + R"({"traits":{"n":"1"}})"
    );
    scene.pipeline("where: { path: traits.n, exists: true }\n");

    const auto run = scene.run({"--dry-run"});

    INFO(said(run));
    CHECK(run.exit == 3);
    CHECK_THAT(
        run.out,
        Catch::Contains(
            "103 updates = 100 would be sent + 0 unchanged + 0 superseded + 1 filtered + 2 rejected"
        )
    );
    CHECK_THAT(run.out, Catch::Contains("rejected bad_json: 1"));
    CHECK_THAT(
        run.out,
        Catch::Contains("rejected by the plugin, since mbox3rdPartyId is absent or empty: 1")
    );
    CHECK_THAT(
        run.out, Catch::Contains("quota: would use 100 of 900,000 in 24 h 00 min (left: 900,000)")
    );
    CHECK_THAT(run.out, Catch::Contains("nothing was sent"));
    CHECK(run.out.find("crm-") == std::string::npos);
    CHECK(scene.sandbox.count("requests") == 0);
    CHECK_FALSE(std::filesystem::exists(scene.folder / "sluice-state"));

    const auto some = scene.run({"--dry-run", "--limit", "7"});
    INFO(said(some));
    CHECK(some.exit == 0);
    CHECK_THAT(some.out, Catch::Contains("7 updates = 7 would be sent"));
}
