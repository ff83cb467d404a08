// What was refused is kept with its payload and the reason, can be found, and can be sent again.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <sys/stat.h>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

// Ten profiles: crm-3 and crm-5 are refused by Adobe, one line is no JSON.
void deliver_with_rejects(Scene& scene) {
    scene.records(lines(10, [](std::size_t i) { return profile_line(i); }) + "no JSON at all\n");
    scene.pipeline();
    scene.sandbox.script(R"({"rules":[
        {"match":{"path":"/m2/","id":"crm-3"},"then":{"status":400,"body":"<response><success>false</success><message>no room for it</message></response>"}},
        {"match":{"path":"/m2/","id":"crm-5"},"then":{"status":413}}]})");
    const auto run = scene.run();
    INFO(said(run));
    REQUIRE(run.exit == 3);
    REQUIRE(scene.sandbox.count("accepted") == 8);
}

}  // namespace

TEST_CASE("a reject keeps payload, reason, message, reply code, attempts, line and source") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);

    std::map<std::string, boost::json::object> by_reason;
    for (const auto& reject : scene.rejects()) {
        by_reason[std::string{reject.at("reason").as_string()}] = reject;
    }
    REQUIRE(by_reason.size() == 3);
    const auto& refused = by_reason.at("refused");
    CHECK(refused.at("pipeline") == "identifiers");
    CHECK(refused.at("payload") == boost::json::string{profile_line(3)});
    CHECK(refused.at("reply_code") == 400);
    CHECK(refused.at("attempts") == 1);
    CHECK(refused.at("line") == 4);
    CHECK(refused.at("maybe_delivered") == false);
    CHECK_THAT(std::string{refused.at("message").as_string()}, Catch::Contains("no room for it"));
    CHECK_THAT(std::string{refused.at("source").as_string()}, Catch::EndsWith("profiles.ndjson"));
    CHECK(by_reason.at("too_large").at("reply_code") == 413);
    const auto& bad = by_reason.at("bad_json");
    CHECK(bad.at("payload") == "no JSON at all");
    CHECK(bad.at("attempts") == 0);
    CHECK(bad.at("line") == 11);
}

TEST_CASE("rejects are listed and shown by pipeline and by reason") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    const std::string file = scene.folder / "pipeline.yaml";

    const auto all = scene.sluice({"rejects", "list", file});
    INFO(said(all));
    CHECK(all.exit == 0);
    for (const char* reason : {"refused", "too_large", "bad_json"}) {
        CHECK_THAT(all.out, Catch::Contains(reason));
    }
    const auto one = scene.sluice({"rejects", "list", "--reason", "refused", file});
    CHECK_THAT(one.out, Catch::Contains("refused"));
    CHECK(one.out.find("bad_json") == std::string::npos);
    const auto shown = scene.sluice({"rejects", "show", "--reason", "too_large", file});
    CHECK(end_to_end::lines_of(shown.out).size() == 1);
    const auto other = scene.sluice({"rejects", "list", "--pipeline", "other", file});
    CHECK(other.out == "no rejects\n");
}

TEST_CASE("a replay by reason sends those alone; what is delivered leaves, the others stay") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    scene.sandbox.script(R"({"rules":[]})");

    const auto replayed = scene.sluice(
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

    INFO(said(replayed));
    CHECK(replayed.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 9);
    CHECK(scene.sandbox.profile("crm-3").at("n") == "3");
    CHECK(scene.rejects().size() == 2);
}

TEST_CASE("what is refused again by a replay stays, with its new reason and more attempts") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-3"},"then":{"status":422,"body":"<response><success>false</success><message>still no room</message></response>"}}]})"
    );

    const auto replayed = scene.replay();

    INFO(said(replayed));
    CHECK(replayed.exit == 3);
    CHECK(scene.sandbox.profile("crm-5").at("n") == "5");
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 2);
    for (const auto& reject : rejects) {
        if (reject.at("reason") == "refused") {
            CHECK(reject.at("reply_code") == 422);
            CHECK(reject.at("attempts") == 2);
        } else {
            CHECK(reject.at("reason") == "bad_json");
        }
    }
}

TEST_CASE("a replay goes by the mapping of today") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    scene.sandbox.script(R"({"rules":[]})");
    support::FileText file;
    file.pipelines.front().mapping = "mbox3rdPartyId: id\nprofile.mended: { const: \"yes\" }\n";
    scene.pipelines(file);

    const auto replayed = scene.replay();

    INFO(said(replayed));
    CHECK(scene.sandbox.profile("crm-3") == std::map<std::string, std::string>{{"mended", "yes"}});
}

TEST_CASE("of a record with several updates, a replay sends the rejected one alone") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(R"({"ids":[{"crm":"crm-1"},{"crm":"crm-2"},{"crm":"crm-3"}],"traits":{"n":"1"}})"
    );
    support::FileText file;
    file.pipelines.front().mapping = "mbox3rdPartyId: ids[*].crm\nprofile.*: traits\n";
    scene.pipelines(file);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-2"},"then":{"status":400}}]})"
    );
    REQUIRE(scene.run().exit == 3);
    REQUIRE(scene.rejects().front().at("update") == 1);
    scene.sandbox.script(R"({"rules":[]})");

    const auto replayed = scene.replay();

    INFO(said(replayed));
    CHECK(replayed.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 3);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
    CHECK(scene.sandbox.ledger().back().id == "crm-2");
}

TEST_CASE("a record that the mapping refused whole is replayed whole: each of its updates") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(R"({"ids":[{"crm":"crm-1"},{"crm":"crm-2"},{"crm":"crm-3"}],"n":"no number"})");
    support::FileText file;
    file.pipelines.front().mapping =
        "mbox3rdPartyId: ids[*].crm\nprofile.n: { path: n, cast: integer }\n";
    scene.pipelines(file);
    REQUIRE(scene.run().exit == 3);
    REQUIRE(scene.rejects().size() == 1);
    file.pipelines.front().mapping = "mbox3rdPartyId: ids[*].crm\nprofile.n: n\n";
    scene.pipelines(file);
    const std::string refused = GENERATE("crm-1", "crm-3");
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":")" + refused + R"("},"then":{"status":400}}]})"
    );

    const auto replayed = scene.replay();

    INFO(refused << said(replayed));
    CHECK(replayed.exit == 3);
    CHECK(scene.sandbox.count("unique_accepted") == 2);
    REQUIRE(scene.rejects().size() == 1);
    CHECK(scene.rejects().front().at("reason") == "refused");
    CHECK(scene.rejects().front().at("update") == (refused == "crm-1" ? 0 : 2));
    scene.sandbox.script(R"({"rules":[]})");

    const auto again = scene.replay();

    INFO(said(again));
    CHECK(again.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 3);
    CHECK(scene.rejects().empty());
}

TEST_CASE("a replay of an unknown pipeline is a usage error that names what there is to do") {
    Scene scene;
    scene.records("");
    scene.pipeline();
    const auto replayed = scene.replay("loyalty");
    INFO(said(replayed));
    CHECK(replayed.exit == 2);
    CHECK_THAT(replayed.err, Catch::Contains("sluice list"));
}

TEST_CASE("state files are their owner's alone") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    deliver_with_rejects(scene);
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator{scene.folder / "sluice-state"}) {
        struct stat found {};
        REQUIRE(stat(entry.path().c_str(), &found) == 0);
        INFO(entry.path());
        CHECK((found.st_mode & 077) == 0);
        ++files;
    }
    CHECK(files >= 1);
}
