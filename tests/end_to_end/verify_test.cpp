// Is it really there? What verify asks before and after, and what a run says and does about it.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <csignal>

namespace {

using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

void prepare(Scene& scene, std::size_t profiles, std::string_view more) {
    scene.records(lines(profiles, [](std::size_t i) {
        return profile_line(i, R"(,"tier":"gold-visitor","points":1.10)");
    }));
    scene.pipeline(more);
}

}  // namespace

TEST_CASE("a run whose users are not known does not begin, says the numbers, and sends nothing") {
    Scene scene{{"--seed-ids", "crm-:2"}};
    prepare(scene, 40, "verify: { preflight: 20, min_match: 0.5 }\n");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 4);
    CHECK_THAT(run.err, Catch::Contains("nothing was sent"));
    CHECK_THAT(run.err, Catch::Contains("20 users asked: 2 known (10 %), 18 not known"));
    CHECK_THAT(run.err, Catch::Contains("at least 50 % (verify.min_match)"));
    CHECK(scene.sandbox.ledger().empty());
    CHECK(scene.sandbox.ledger("profile_fetch").size() == 20);
    CHECK_THAT(said(run), !Catch::Contains("crm-1"));

    prepare(scene, 40, "verify: { preflight: 20, min_match: 0.1 }\n");
    const auto lower = scene.run();
    INFO(said(lower));
    CHECK(lower.exit == 0);
    CHECK(scene.sandbox.ledger().size() == 40);
    CHECK_THAT(lower.out, Catch::Contains("before the run: 20 users asked: 2 known (10 %)"));
}

TEST_CASE("a preflight asks about distinct users, whom where lets pass, from where the run goes on"
) {
    Scene scene{{"--seed-ids", "crm-:100"}};
    scene.records(lines(90, [](std::size_t i) { return profile_line(i % 30); }));
    scene.pipeline("verify: { preflight: 50 }\nwhere: { path: id, not_equals: crm-7 }\n");
    const auto first = scene.run({"--limit", "10"});
    INFO(said(first));
    CHECK(first.exit == 0);
    CHECK_THAT(first.out, Catch::Contains("29 users asked: 29 known (100 %)"));
    const auto second = scene.run();
    INFO(said(second));
    CHECK(second.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 87);
}

TEST_CASE("a destination that cannot be asked is told from one whose users are unknown") {
    Scene scene{{"--seed-ids", "crm-:100"}};
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/rest/v1/profiles"},"then":{"status":503}}]})"
    );
    prepare(scene, 10, "verify: { preflight: 5 }\n");
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 69);
    CHECK_THAT(run.err, Catch::Contains("5 not told"));
    CHECK_THAT(run.err, Catch::Contains("server_error"));
    CHECK(scene.sandbox.ledger().empty());
}

TEST_CASE("a sample finds what is the same, what another caller overwrote, and what never arrived"
) {
    Scene scene{{"--seed-ids", "crm-:20"}};
    // Adobe's "submitted" says little: this one is accepted and not applied.
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-5"},"then":{"status":200,"apply":false,)"
        R"("body":"<response><success>true</success></response>"}}]})"
    );
    prepare(scene, 21, "verify: { sample: 1, delay: 2s }\n");
    auto started = scene.start_run();
    REQUIRE(started.await([&] { return scene.sandbox.count("accepted") >= 19; }));
    scene.sandbox.post(
        "/_sandbox/profiles",
        R"({"third_party_id":"crm-3","attributes":{"tier":"overwritten-visitor"}})"
    );
    const auto run = started.wait();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(summary_row(run.out)["DELIVERED"] == 21);
    CHECK_THAT(
        run.out,
        Catch::Contains("21 updates asked about again: users 20 known (95.24 %), 1 not known")
    );
    CHECK_THAT(run.out, Catch::Contains("attributes: 56 same, 1 overwritten, 3 absent"));
    CHECK_THAT(run.out, Catch::Contains("profile.tier (1 overwritten, 1 absent)"));
    CHECK_THAT(said(run), !Catch::Contains("visitor"));
}

TEST_CASE("a run that is done waits no longer than it may, and asks the rest early") {
    Scene scene{{"--seed-ids", "crm-:20"}};
    prepare(scene, 20, "verify: { sample: 1, delay: 1h, wait: 100ms }\n");
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK_THAT(run.out, Catch::Contains("20 updates asked about again: users 20 known (100 %)"));
    CHECK_THAT(run.out, Catch::Contains("20 asked before the delay was over"));
}

TEST_CASE("a stop ends the wait for the sample, and what was delivered is not sent again") {
    Scene scene{{"--seed-ids", "crm-:20"}};
    prepare(scene, 20, "verify: { sample: 1, delay: 1h, wait: 1h }\n");
    auto started = scene.start_run();
    REQUIRE(started.await([&] { return scene.sandbox.count("accepted") == 20; }));
    started.send(SIGTERM);
    const auto run = started.wait();
    INFO(said(run));
    CHECK_THAT(run.out, Catch::Contains("20 chosen but not asked"));
    const auto again = scene.run();
    INFO(said(again));
    CHECK(again.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 20);
}

TEST_CASE("a newer update of the same user is what the sample looks for") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(R"({"id":"crm-0","traits":{"tier":"gold"}})"
                  "\n"
                  R"({"id":"crm-0","traits":{"tier":"silver"}})"
                  "\n");
    scene.pipeline("verify: { sample: 1, delay: 300ms }\n");
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK_THAT(run.out, Catch::Contains("attributes: 1 same, 0 overwritten, 0 absent"));
}

TEST_CASE("a plugin in a process of its own is asked before and after all the same") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene, 10, "verify: { preflight: 10, sample: 1, delay: 100ms }\n");
    std::string file = support::content_of(scene.folder / "pipeline.yaml");
    const std::string plugin = "plugin: adobe_target\n";
    file.insert(file.find(plugin) + plugin.size(), "    isolation: process\n");
    scene.folder.write("pipeline.yaml", file);
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK_THAT(run.out, Catch::Contains("10 users asked: 10 known (100 %)"));
    CHECK_THAT(run.out, Catch::Contains("attributes: 30 same, 0 overwritten, 0 absent"));
}

TEST_CASE("verify where nothing can be asked is a configuration error at its place") {
    Scene scene;
    support::FileText file;
    file.pipelines = {support::stream_pipeline()};
    file.pipelines.front().more = "verify: { sample: 0.5 }\n";
    const auto check =
        scene.sluice({"check", "--plugin-path", end_to_end::plugin_folder(), scene.pipelines(file)}
        );
    INFO(said(check));
    CHECK(check.exit == 78);
    CHECK_THAT(
        check.err,
        Catch::Matches("[^]*pipeline.yaml:\\d+:5: expected verify with send_identifiers[^]*")
    );

    file.pipelines = {support::PipelineText{}};
    file.pipelines.front().source = "-";
    file.pipelines.front().format = "ndjson";
    file.pipelines.front().more = "verify: { preflight: 5, sample: 2 }\n";
    const auto stream =
        scene.sluice({"check", "--plugin-path", end_to_end::plugin_folder(), scene.pipelines(file)}
        );
    INFO(said(stream));
    CHECK(stream.exit == 78);
    CHECK_THAT(stream.err, Catch::Contains("a stream can be read once"));
    CHECK_THAT(stream.err, Catch::Contains("found 2"));
}
