// `sluice try`: one user end to end, each step shown.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <vector>

namespace {

using end_to_end::Finished;
using end_to_end::said;
using end_to_end::Scene;
using support::lines;
using support::profile_line;

void prepare(Scene& scene, std::string_view more = {}) {
    scene.records(lines(5, [](std::size_t i) {
        return profile_line(i, R"(,"tier":"gold","points":1.10)");
    }));
    scene.pipeline(more);
}

Finished try_one(Scene& scene, std::vector<std::string> more) {
    std::vector<std::string> arguments{"try", "--plugin-path", end_to_end::plugin_folder()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(scene.folder / "pipeline.yaml");
    return scene.sluice(std::move(arguments));
}

// Whether all stand in the text, in this order.
void check_order(const std::string& text, const std::vector<std::string>& words) {
    std::size_t at = 0;
    for (const std::string& word : words) {
        const std::size_t found = text.find(word, at);
        CAPTURE(word, at);
        REQUIRE(found != std::string::npos);
        at = found + word.size();
    }
}

}  // namespace

TEST_CASE("one user end to end: record, mapping, profile, request, reply, verdict, profile again") {
    Scene scene{{"--seed-ids", "crm-:5", "--require-profile-token"}};
    prepare(scene);

    const auto tried = try_one(scene, {"--key", "crm-3", "--yes"});

    INFO(said(tried));
    CHECK(tried.exit == 0);
    check_order(
        tried.out,
        {"1 record: ",
         "line 4",
         R"("id":"crm-3")",
         "2 mapping: identifiers -> target",
         "mbox3rdPartyId = crm-3",
         "3 profile before",
         "the user is known",
         "profile.tier  (absent)",
         "4 request",
         "POST /m2/acme/profile/update HTTP/1.1",
         "Authorization: Bearer ***",
         "mbox3rdPartyId=crm-3&profile.n=3&profile.tier=gold&profile.points=1.10",
         "5 reply",
         "200",
         "<success>true</success>",
         "6 verdict",
         "delivered",
         "7 profile after",
         "profile.tier = gold  (same)",
         "profile.points = 1.10  (same)"}
    );
    CHECK(scene.sandbox.count("accepted") == 1);
    CHECK_THAT(said(tried), !Catch::Contains("sandbox-secret"));

    const auto run = scene.run();  // the checkpoint is where it was
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 6);
}

TEST_CASE("a dry try shows all but the sending, and leaves no state") {
    Scene scene{{"--seed-ids", "crm-:5"}};
    prepare(scene);
    const auto tried = try_one(scene, {"--line", "2", "--dry-run"});
    INFO(said(tried));
    CHECK(tried.exit == 0);
    check_order(
        tried.out,
        {"mbox3rdPartyId = crm-1",
         "3 profile before",
         "4 request",
         "mbox3rdPartyId=crm-1",
         "nothing was sent"}
    );
    CHECK(scene.sandbox.ledger().empty());
    CHECK(!std::filesystem::exists(scene.folder / "sluice-state"));
}

TEST_CASE("a user whom the destination does not know is seen before and after") {
    Scene scene{{"--seed-ids", "crm-:2"}};
    prepare(scene);
    const auto tried = try_one(scene, {"--key", "crm-4", "--yes", "--wait", "0"});
    INFO(said(tried));
    CHECK(tried.exit == 0);
    check_order(
        tried.out,
        {"profile before",
         "the user is not known",
         "delivered",
         "profile after",
         "the user is not known"}
    );
    CHECK_THAT(tried.out, Catch::Contains("accepted the update, but does not know the user"));
}

TEST_CASE("a try uses a unit of the quota, and none that it did not send") {
    Scene scene{{"--seed-ids", "crm-:5"}};
    prepare(scene, "quota: { limit: 2, window: 24h }\n");
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-0"},"then":{"status":400}}]})"
    );
    CHECK(try_one(scene, {"--key", "crm-0", "--yes"}).exit == 3);
    CHECK(try_one(scene, {"--key", "crm-1", "--yes"}).exit == 0);
    const auto over = try_one(scene, {"--key", "crm-2", "--yes"});
    INFO(said(over));
    CHECK(over.exit == 4);
    CHECK_THAT(over.err, Catch::Contains("the account's quota is used up until"));
    CHECK(scene.sandbox.count("accepted") == 1);
}

TEST_CASE("what is not clear is asked for, and nothing is sent") {
    Scene scene{{"--seed-ids", "crm-:5"}};
    prepare(scene);
    const auto neither = try_one(scene, {"--key", "crm-1"});
    CHECK(neither.exit == 2);
    CHECK_THAT(neither.err, Catch::Contains("expected --yes, for it really sends, or --dry-run"));
    const auto nobody = try_one(scene, {"--key", "nobody", "--yes"});
    CHECK(nobody.exit == 2);
    CHECK_THAT(nobody.err, Catch::Contains("mbox3rdPartyId"));
    CHECK_THAT(nobody.err, Catch::Contains("found none in 5 records"));
    CHECK(try_one(scene, {"--dry-run"}).exit == 2);
    CHECK(try_one(scene, {"--key", "crm-1", "--pipeline", "other", "--dry-run"}).exit == 2);
    CHECK(scene.sandbox.ledger().empty());
}

TEST_CASE("a record that where filters or the mapping refuses is shown as that") {
    Scene scene{{"--seed-ids", "crm-:5"}};
    prepare(scene, "where: { path: id, not_equals: crm-1 }\n");
    scene.records(profile_line(1) + "\n{bad\n");
    const auto filtered = try_one(scene, {"--key", "crm-1", "--yes"});
    INFO(said(filtered));
    CHECK(filtered.exit == 0);
    CHECK_THAT(filtered.out, Catch::Contains("filtered: where does not hold"));
    const auto bad = try_one(scene, {"--line", "2", "--yes"});
    INFO(said(bad));
    CHECK(bad.exit == 3);
    CHECK_THAT(bad.out, Catch::Contains("rejected as bad_json"));
    CHECK(scene.sandbox.ledger().empty());
}

TEST_CASE("a plugin that tells nothing of its wire is said to tell nothing") {
    Scene scene;
    scene.records(profile_line(1) + "\n");
    scene.folder.write(
        "pipeline.yaml",
        "destinations:\n  out:\n    plugin: " FILE_PLUGIN "\n    config: { path: out.ndjson }\n"
        "pipelines:\n  rows:\n    source: { file: { path: profiles.ndjson } }\n    destination: "
        "out\n"
        "    action: write\n    mapping: { column.user: id }\n"
    );
    const auto tried = try_one(scene, {"--key", "crm-1", "--yes"});
    INFO(said(tried));
    CHECK_THAT(tried.out, Catch::Contains("not told by this plugin"));
    CHECK_THAT(tried.out, Catch::Contains("delivered"));
}
