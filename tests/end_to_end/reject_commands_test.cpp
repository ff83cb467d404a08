// What operators do with rejects: find those of a reason, a time or a user, take them out as a file
// that a pipeline reads again, drop them.
#include "tests/end_to_end/scene.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <sqlite3.h>
#include <sys/stat.h>

namespace {

using end_to_end::Finished;
using end_to_end::lines_of;
using end_to_end::plugin_folder;
using end_to_end::said;
using end_to_end::Scene;
using support::content_of;
using support::lines;
using support::profile_line;

// `sluice rejects WORDS... --plugin-path ... pipeline.yaml`
Finished rejects(Scene& scene, std::vector<std::string> words) {
    words.insert(words.begin(), "rejects");
    words.insert(words.end(), {"--plugin-path", plugin_folder(), scene.folder / "pipeline.yaml"});
    return scene.sluice(std::move(words));
}

// Twenty profiles, crm-0 to crm-9 twice each: those of crm-3 are refused, those of crm-5 too large,
// and one line is no JSON.
void deliver_with_rejects(Scene& scene, const std::string& mapping = {}) {
    scene.records(
        lines(20, [](std::size_t i) { return profile_line(i % 10); }) + "no JSON at all\n"
    );
    support::FileText file;
    if (!mapping.empty()) {
        file.pipelines.front().mapping = mapping;
    }
    scene.pipelines(file);
    scene.sandbox.script(R"({"rules":[
        {"match":{"path":"/m2/","id":"crm-3"},"then":{"status":400}},
        {"match":{"path":"/m2/","id":"crm-5"},"then":{"status":413}}]})");
    const auto run = scene.run();
    INFO(said(run));
    REQUIRE(run.exit == 3);
    REQUIRE(scene.rejects().size() == 5);
}

// Moves the rejects of a reason into the past.
void age(Scene& scene, const std::string& reason, std::chrono::milliseconds by) {
    sqlite3* database = nullptr;
    const std::string sql = "UPDATE rejects SET unix_ms = unix_ms - " + std::to_string(by.count()) +
                            " WHERE code = '" + reason + "'";
    const std::string path = scene.folder / "sluice-state/state.db";
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

}  // namespace

TEST_CASE("rejects are found by reason, time, number and user, and each command says how many") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    age(scene, "too_large", std::chrono::hours{50});

    struct Row {
        std::vector<std::string> filter;
        std::size_t found;
    };
    const Row rows[] = {
        {{}, 5},
        {{"--code", "refused"}, 2},
        {{"--since", "2h"}, 3},
        {{"--before", "2d"}, 2},
        {{"--before", "2000-01-01T00:00Z"}, 0},
        {{"--user", "crm-3"}, 2},
        {{"--user", "crm-3", "--reason", "too_large"}, 0},
        {{"--user", "crm-7"}, 0},
        {{"--user", "nobody", "--pipeline", "other"}, 0},
    };
    for (const Row& row : rows) {
        std::vector<std::string> words{"show"};
        words.insert(words.end(), row.filter.begin(), row.filter.end());
        const auto shown = rejects(scene, words);
        INFO(said(shown));
        CHECK(shown.exit == 0);
        CHECK(lines_of(shown.out).size() == row.found);
        CHECK_THAT(shown.err, Catch::Contains(std::to_string(row.found) + " reject"));
    }
    const auto listed = rejects(scene, {"list", "--since", "2h"});
    CHECK_THAT(listed.out, Catch::Contains("refused") && Catch::Contains("\n3 rejects\n"));
    const std::string id = std::to_string(scene.rejects().front().at("id").as_int64());
    CHECK(lines_of(rejects(scene, {"show", "--id", id}).out).size() == 1);
    CHECK_THAT(rejects(scene, {"show", "--limit", "2"}).err, Catch::Contains("5 rejects, 2 shown"));
}

TEST_CASE("a time that is none is a wrong command line") {
    Scene scene;
    scene.records("");
    scene.pipeline();
    const auto refused = rejects(scene, {"list", "--since", "yesterday"});
    INFO(said(refused));
    CHECK(refused.exit == 2);
    CHECK_THAT(refused.err, Catch::Contains("yesterday") && Catch::Contains("2h, 7d"));
}

TEST_CASE("a user whose identifier is hashed on the way is found by the value in the record") {
    Scene scene;
    scene.records(R"({"mail":" Ann@Example.com","traits":{"n":"1"}})"
                  "\n"
                  R"({"mail":"bob@example.com","traits":{"n":"2"}})"
                  "\n");
    support::FileText file;
    file.pipelines.front().mapping =
        "mbox3rdPartyId: { path: mail, hash: sha256_email }\nprofile.*: traits\n";
    scene.pipelines(file);
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":400}}]})");
    REQUIRE(scene.run().exit == 3);

    const auto found = rejects(scene, {"show", "--user", "ann@example.com"});

    INFO(said(found));
    REQUIRE(lines_of(found.out).size() == 1);
    CHECK_THAT(found.out, Catch::Contains("Ann@Example.com"));
    CHECK(found.err.find("example.com") == std::string::npos);
}

TEST_CASE("what is exported can be mended and is delivered by another pipeline") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    const std::string file = scene.folder / "rejects.ndjson";

    const auto exported = rejects(scene, {"export", "--reason", "refused", "--output", file});

    INFO(said(exported));
    REQUIRE(exported.exit == 0);
    CHECK(exported.err == "2 rejects exported\n");
    CHECK(exported.out.empty());
    struct stat found {};
    REQUIRE(stat(file.c_str(), &found) == 0);
    CHECK((found.st_mode & 077) == 0);
    const auto line = boost::json::parse(lines_of(content_of(file)).front());
    CHECK(line.at("reason") == "refused");
    CHECK(line.at("payload").at("id") == "crm-3");

    // Another pipeline reads the records from where they lie in the export, and mends one thing.
    scene.sandbox.script(R"({"rules":[]})");
    support::FileText mending;
    mending.pipelines.front().name = "mending";
    mending.pipelines.front().source = "rejects.ndjson";
    mending.pipelines.front().mapping =
        "mbox3rdPartyId: payload.id\nprofile.mended: { const: \"yes\" }\n";
    scene.pipelines(mending);
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.profile("crm-3").at("mended") == "yes");

    const auto again = rejects(scene, {"export", "--output", file});
    INFO(said(again));
    CHECK(again.exit == 2);
    CHECK_THAT(again.err, Catch::Contains(file) && Catch::Contains("new file"));
}

TEST_CASE("an export to standard output is whole lines, and a line that is no record is text") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    const auto exported = rejects(scene, {"export", "--reason", "bad_json"});
    INFO(said(exported));
    CHECK(boost::json::parse(exported.out).at("payload") == "no JSON at all");
}

TEST_CASE("an export that cannot be written ends with 74 and leaves no half file") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    const auto full = rejects(scene, {"export", "--output", "/dev/full/rejects.ndjson"});
    INFO(said(full));
    CHECK(full.exit == 74);
}

TEST_CASE("a drop needs to be told which, and nobody can be asked without a terminal") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"drop"},
             {"drop", "--yes"},
             {"drop", "--all", "--yes", "--user", "crm-3"},
             {"drop", "--all"},
             {"drop", "--reason", "refused"}}) {
        const auto refused = rejects(scene, words);
        INFO(said(refused));
        CHECK(refused.exit == 2);
    }
    CHECK(scene.rejects().size() == 5);

    const auto one_user = rejects(scene, {"drop", "--yes", "--user", "crm-3"});
    INFO(said(one_user));
    CHECK(one_user.exit == 0);
    CHECK(one_user.out == "2 rejects dropped\n");
    CHECK(scene.rejects().size() == 3);
    CHECK(rejects(scene, {"drop", "--yes", "--all"}).out == "3 rejects dropped\n");
    CHECK(rejects(scene, {"drop", "--yes", "--all"}).out == "0 rejects dropped\n");
}

TEST_CASE("on a terminal a drop shows what would go, and asks") {
    const std::string terminal = "/usr/bin/script";  // of util-linux: gives its child one
    if (!std::filesystem::exists(terminal)) {
        WARN("skipped: needs " << terminal);
        return;
    }
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    const std::string command =
        scene.program + " rejects drop --reason refused " + (scene.folder / "pipeline.yaml");
    const auto answered = [&](const std::string& answer) {
        support::Process asked{
            {.command = {terminal, "-qec", command, "/dev/null"},
             .folder = scene.folder.path().string(),
             .name = "terminal",
             .has_input = true}};
        asked.write(answer);
        return asked.wait();
    };
    const auto refused = answered("n\n");
    INFO(said(refused));
    CHECK(refused.exit == 2);
    CHECK_THAT(refused.out, Catch::Contains("Drop 2 rejects for good?"));
    CHECK_THAT(refused.out, Catch::Contains("nothing was dropped"));
    CHECK(scene.rejects().size() == 5);
    const auto agreed = answered("y\n");
    INFO(said(agreed));
    CHECK(agreed.exit == 0);
    CHECK(scene.rejects().size() == 3);
}

TEST_CASE("a drop while the pipeline runs takes what was there and disturbs nothing") {
    Scene scene{{"--seed-ids", "crm-:1000", "--delay-ms", "10"}};
    scene.records(lines(1000, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline("guard: false\n");
    scene.sandbox.script(
        R"({"seed":3,"rules":[{"match":{"path":"/m2/","probability":0.5},"then":{"status":400}}]})"
    );
    auto run = scene.start_run();
    std::uint64_t dropped = 0;
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 100; }));
    for (int i = 0; i < 5; ++i) {
        const auto drop = rejects(scene, {"drop", "--yes", "--all"});
        INFO(said(drop));
        REQUIRE(drop.exit == 0);
        dropped += std::stoull(drop.out);
    }
    const auto finished = run.wait();

    INFO(said(finished));
    CHECK(finished.exit == 3);
    const std::uint64_t rejected = end_to_end::summary_row(finished.out)["REJECTED"];
    CHECK(scene.sandbox.count("accepted") + rejected == 1000);
    CHECK(dropped > 0);
    CHECK(scene.rejects().size() == rejected - dropped);
}

TEST_CASE("rejects that are too old are dropped, told of before and after, and counted") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    age(scene, "too_large", std::chrono::hours{24 * 29});
    scene.pipeline("rejects: { keep: 30d }\n");

    const auto soon = scene.run();
    INFO(said(soon));
    CHECK(scene.rejects().size() == 5);
    CHECK_THAT(
        soon.err,
        Catch::Contains("rejects will be dropped soon") &&
            Catch::Contains("sluice rejects export --pipeline identifiers --before ")
    );

    age(scene, "too_large", std::chrono::hours{48});
    const auto gone = scene.run();
    INFO(said(gone));
    CHECK_THAT(
        gone.err,
        Catch::Contains("rejects were dropped") && Catch::Contains("\"dropped\":2") &&
            Catch::Contains("pipelines.identifiers.rejects in ")
    );
    CHECK_THAT(gone.out, Catch::Contains("2 older rejects were dropped"));
    CHECK(scene.rejects().size() == 3);
}
