// Several destinations, pipelines and files at once: each has its own fates, accounts keep apart.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

support::PipelineText
pipeline_of(const std::string& name, const std::string& destination, const std::string& source) {
    support::PipelineText pipeline;
    pipeline.name = name;
    pipeline.destination = destination;
    pipeline.source = source;
    return pipeline;
}

support::DestinationText destination_of(const std::string& name, const std::string& client_code) {
    support::DestinationText destination;
    destination.name = name;
    destination.client_code = client_code;
    return destination;
}

}  // namespace

TEST_CASE("three pipelines to two accounts deliver side by side, each to its own host") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    scene.records(lines(100, [](std::size_t i) { return profile_line(i); }));
    scene.folder.write("more.ndjson", lines(100, [](std::size_t i) {
                           return profile_line(100 + i);
                       }));
    support::FileText file;
    file.destinations = {destination_of("eu", "acmeeu"), destination_of("us", "acmeus")};
    file.pipelines = {
        pipeline_of("eu-all", "eu", "profiles.ndjson"),
        pipeline_of("eu-more", "eu", "more.ndjson"),
        pipeline_of("us-all", "us", "profiles.ndjson")};
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    std::map<std::string, int> hosts;
    for (const Arrival& arrival : scene.sandbox.ledger()) {
        ++hosts[arrival.host];
    }
    CHECK(
        hosts ==
        std::map<std::string, int>{{"acmeeu.tt.omtrdc.net", 200}, {"acmeus.tt.omtrdc.net", 100}}
    );
    for (const std::string name : {"eu-all", "eu-more", "us-all"}) {
        CHECK(summary_row(run.out, name)["DELIVERED"] == 100);
    }
}

TEST_CASE("one account that is paused does not slow the other") {
    Scene scene{{"--seed-ids", "crm-:100"}};
    scene.records(lines(100, [](std::size_t i) { return profile_line(i); }));
    support::FileText file;
    file.destinations = {destination_of("down", "acmedown"), destination_of("up", "acmeup")};
    file.pipelines = {
        pipeline_of("waits", "down", "profiles.ndjson"),
        pipeline_of("goes", "up", "profiles.ndjson")};
    file.pipelines.front().more = "delivery: { max_pause: 3s }\n";
    scene.pipelines(file);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/acmedown/"},"then":{"status":429,"retry_after":60}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 4);
    CHECK(summary_row(run.out, "goes")["DELIVERED"] == 100);
    CHECK(summary_row(run.out, "goes")["PENDING"] == 0);
    CHECK(summary_row(run.out, "waits")["DELIVERED"] == 0);
    CHECK(summary_row(run.out, "waits")["REJECTED"] == 0);
}

TEST_CASE("two quotas for one account are an error at check and run, which names both places") {
    Scene scene;
    scene.records(profile_line(0) + "\n");
    support::FileText file;
    file.pipelines = {
        pipeline_of("first", "target", "profiles.ndjson"),
        pipeline_of("second", "target", "profiles.ndjson")};
    file.pipelines.front().more = "quota: { limit: 50 }\n";
    file.pipelines.back().more = "quota: { limit: 60 }\n";
    const std::string path = scene.pipelines(file);

    const auto run = scene.run();
    const auto check = scene.sluice({"check", "--plugin-path", end_to_end::plugin_folder(), path});

    for (const auto& said_no : {run, check}) {
        INFO(said(said_no));
        CHECK(said_no.exit == 78);
        const std::string text = said_no.out + said_no.err;
        CHECK_THAT(text, Catch::Contains("'first'") && Catch::Contains("50 in 86400 s"));
        CHECK_THAT(text, Catch::Contains("found 60 in 86400 s"));
    }
    CHECK(scene.sandbox.ledger().empty());
}

TEST_CASE("both actions of Adobe Target in one file: only profile updates spend its quota") {
    Scene scene{{"--seed-ids", "crm-:100"}};
    scene.records(lines(100, [](std::size_t i) { return profile_line(i); }));
    support::FileText file;
    file.pipelines = {support::stream_pipeline(), support::PipelineText{}};
    file.pipelines.back().more = "quota: { limit: 100, window: 24h }\n";
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(summary_row(run.out, "sessions")["DELIVERED"] == 100);
    CHECK(summary_row(run.out, "identifiers")["DELIVERED"] == 100);
}

TEST_CASE("a pipeline whose users wait in one that has stopped ends too, with its records pending"
) {
    Scene scene{{"--seed-ids", "crm-:100"}};
    const std::string too_large = R"(,"long":")" + std::string(70'000, 'x') + '"';
    scene.folder.write("bad.ndjson", lines(100, [&](std::size_t i) {
                           return profile_line(i, i < 10 ? too_large : "");
                       }));
    scene.records(lines(50, [](std::size_t i) { return profile_line(50 + i); }));
    support::FileText file;
    file.destinations.front().config = "connections: 1\n";
    file.pipelines = {
        pipeline_of("stops", "target", "bad.ndjson"),
        pipeline_of("waits", "target", "profiles.ndjson")};
    file.pipelines.front().more = "guard: { first: 4 }\n";
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 4);
    CHECK_THAT(run.out, Catch::Contains("stops: stopped before the end: the first 4 answers"));
    CHECK_THAT(run.out, Catch::Contains("waits: stopped before the end: earlier updates"));
    CHECK(summary_row(run.out, "waits")["PENDING"] == 50);
}

TEST_CASE("two files in one command share one state and deliver both") {
    Scene scene{{"--seed-ids", "crm-:200"}};
    scene.records(lines(100, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    support::FileText second;
    second.destinations = {destination_of("other", "other")};
    second.pipelines = {pipeline_of("second", "other", "profiles.ndjson")};
    const std::string path = scene.pipelines(second, "second.yaml");

    const auto run = scene.run({path});

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(summary_row(run.out, "identifiers")["DELIVERED"] == 100);
    CHECK(summary_row(run.out, "second")["DELIVERED"] == 100);
    CHECK(scene.sandbox.count("accepted") == 200);
    // Each is done, alone too.
    const auto alone = scene.sluice({"run", "--plugin-path", end_to_end::plugin_folder(), path});
    INFO(said(alone));
    CHECK(alone.exit == 0);
    CHECK_THAT(alone.out, Catch::Contains("already done"));
    CHECK(scene.sandbox.count("accepted") == 200);
}

TEST_CASE("a pipeline whose source is done does not keep the others from running") {
    Scene scene{{"--seed-ids", "crm-:200"}};
    scene.records(lines(100, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    REQUIRE(scene.run().exit == 0);
    support::FileText file;
    file.pipelines.push_back(pipeline_of("new", "target", "profiles.ndjson"));
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK_THAT(run.out, Catch::Contains("identifiers: already done"));
    CHECK(summary_row(run.out, "new")["DELIVERED"] == 100);
}
