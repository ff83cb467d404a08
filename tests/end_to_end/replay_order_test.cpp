// A replayed reject never sets back what was delivered for its user since.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

namespace {

using end_to_end::said;
using end_to_end::Scene;
using support::lines;
using support::profile_line;

std::string update(std::string_view user, std::string_view n) {
    return R"({"id":")" + std::string{user} + R"(","traits":{"n":")" + std::string{n} + "\"}}\n";
}

void refuse(Scene& scene, std::string_view user) {
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":")" + std::string{user} +
        R"(","first":1},"then":{"status":400}}]})"
    );
}

support::Finished forced_replay(Scene& scene) {
    return scene.sluice(
        {"rejects",
         "replay",
         "--force",
         "--plugin-path",
         end_to_end::plugin_folder(),
         "--pipeline",
         "identifiers",
         scene.folder / "pipeline.yaml"}
    );
}

void check_refused(Scene& scene, std::string_view n) {
    const auto replayed = scene.replay();
    INFO(said(replayed));
    CHECK(replayed.exit == 3);
    CHECK_THAT(replayed.out, Catch::Contains("1 left out") && Catch::Contains("--force"));
    CHECK(scene.sandbox.profile("crm-1").at("n") == n);
    REQUIRE(scene.rejects().size() == 1);
    CHECK(scene.rejects().front().at("overtaken") != "");
}

}  // namespace

TEST_CASE("a reject whose user was delivered a newer update is not replayed unless forced") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(update("crm-1", "old") + update("crm-1", "new") + update("crm-2", "x"));
    scene.pipeline();
    refuse(scene, "crm-1");
    const auto run = scene.run();
    INFO(said(run));
    REQUIRE(run.exit == 3);
    REQUIRE(scene.sandbox.profile("crm-1").at("n") == "new");

    check_refused(scene, "new");
    const auto listed = scene.sluice({"rejects", "list", scene.folder / "pipeline.yaml"});
    CHECK_THAT(listed.out, Catch::Contains("OVERTAKEN"));

    const auto forced = forced_replay(scene);
    INFO(said(forced));
    CHECK(forced.exit == 0);
    CHECK(scene.sandbox.profile("crm-1").at("n") == "old");
    CHECK(scene.rejects().empty());
}

TEST_CASE("so it is when the newer update came with a later run, or by another pipeline") {
    const bool is_other_pipeline = GENERATE(false, true);
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(update("crm-1", "old"));
    scene.pipeline();
    refuse(scene, "crm-1");
    REQUIRE(scene.run().exit == 3);
    scene.records(update("crm-1", "old") + update(is_other_pipeline ? "crm-2" : "crm-1", "new"));
    if (is_other_pipeline) {
        scene.folder.write("more.ndjson", update("crm-1", "new"));
        support::FileText file;
        file.pipelines.push_back({.name = "more", .source = "more.ndjson"});
        scene.pipelines(file);
    }
    const auto run = scene.run();
    INFO(said(run));
    REQUIRE(scene.sandbox.profile("crm-1").at("n") == "new");

    check_refused(scene, "new");
}

TEST_CASE("a reject of another user, and one that is newer than what was delivered, is replayed") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(update("crm-1", "1") + update("crm-2", "2") + update("crm-1", "3"));
    scene.pipeline();
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-2"},"then":{"status":400}},
                     {"match":{"path":"/m2/","id":"crm-1","every":2},"then":{"status":400}}]})"
    );
    REQUIRE(scene.run().exit == 3);
    REQUIRE(scene.sandbox.profile("crm-1").at("n") == "1");
    scene.sandbox.script(R"({"rules":[]})");

    const auto replayed = scene.replay();

    INFO(said(replayed));
    CHECK(replayed.exit == 0);
    CHECK(scene.sandbox.profile("crm-1").at("n") == "3");
    CHECK(scene.sandbox.profile("crm-2").at("n") == "2");
    CHECK(scene.rejects().empty());
}

TEST_CASE("a replay of the newer of two rejects alone makes the older one overtaken") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(update("crm-1", "old") + update("crm-1", "new"));
    scene.pipeline();
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","first":1},"then":{"status":413}},
                     {"match":{"path":"/m2/"},"then":{"status":400}}]})"
    );
    REQUIRE(scene.run().exit == 3);
    REQUIRE(scene.rejects().size() == 2);
    scene.sandbox.script(R"({"rules":[]})");
    const auto newer = scene.sluice(
        {"rejects",
         "replay",
         "--plugin-path",
         end_to_end::plugin_folder(),
         "--pipeline",
         "identifiers",
         "--reason",
         "refused",
         scene.folder / "pipeline.yaml"}
    );
    INFO(said(newer));
    REQUIRE(newer.exit == 0);

    check_refused(scene, "new");
}

TEST_CASE("a record that could not be mapped still has its user, and is overtaken like others") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(R"({"id":"crm-1","n":"no number"})"
                  "\n"
                  R"({"id":"crm-2","n":"neither"})"
                  "\n"
                  R"({"id":"crm-1","n":7})"
                  "\n");
    support::FileText file;
    file.pipelines.front().mapping = "mbox3rdPartyId: id\nprofile.n: { path: n, cast: integer }\n";
    scene.pipelines(file);
    const auto run = scene.run();
    INFO(said(run));
    REQUIRE(run.exit == 3);
    file.pipelines.front().mapping = "mbox3rdPartyId: id\nprofile.n: n\n";
    scene.pipelines(file);

    check_refused(scene, "7");
    CHECK(scene.sandbox.profile("crm-2").at("n") == "neither");
}
