// Records on standard input are delivered as they come; what could not be delivered is kept.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using std::chrono::milliseconds;
using support::profile_line;

constexpr milliseconds one_second{1000};

void prepare(Scene& scene, std::string_view more = {}) {
    support::FileText file;
    file.pipelines.front().source = "-";
    file.pipelines.front().more = more;
    scene.pipelines(file);
}

bool arrives(Scene& scene, support::Process& run, std::uint64_t count, milliseconds limit) {
    return run.await([&] { return scene.sandbox.count("accepted") >= count; }, limit);
}

}  // namespace

TEST_CASE("a line on standard input is at the destination within a second") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene);
    auto run = scene.start_run({}, true);
    run.write(profile_line(0) + '\n');
    REQUIRE(arrives(scene, run, 1, support::patience));

    for (std::uint64_t i = 1; i < 6; ++i) {
        run.write(profile_line(i) + '\n');
        REQUIRE(arrives(scene, run, i + 1, one_second));
    }
    REQUIRE_FALSE(run.has_ended());
    run.close_input();

    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(summary_row(finished.out)["DELIVERED"] == 6);
    CHECK(scene.sandbox.ledger().size() == 6);
}

TEST_CASE("a line that comes in two halves is delivered when it is whole") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene);
    auto run = scene.start_run({}, true);
    const std::string line = profile_line(1) + '\n';
    run.write(profile_line(0) + '\n' + line.substr(0, 10));
    REQUIRE(arrives(scene, run, 1, support::patience));
    CHECK(scene.sandbox.ledger().size() == 1);
    run.write(line.substr(10));
    CHECK(arrives(scene, run, 2, one_second));
    run.close_input();
    CHECK(run.wait().exit == 0);
}

TEST_CASE("the last line of a stream needs no line end") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene);
    auto run = scene.start_run({}, true);
    run.write(profile_line(0) + '\n' + profile_line(1));
    run.close_input();
    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 2);
}

TEST_CASE("SIGTERM ends a stream that stays open, and all that it gave is delivered") {
    Scene scene{{"--seed-ids", "crm-:100", "--delay-ms", "20"}};
    prepare(scene);
    auto run = scene.start_run({}, true);
    run.write(support::lines(100, [](std::size_t i) { return profile_line(i); }));
    REQUIRE(arrives(scene, run, 1, support::patience));
    run.send(SIGTERM);
    const auto stopped = run.wait();
    INFO(said(stopped));
    auto row = summary_row(stopped.out);
    CHECK(row["DELIVERED"] == row["RECORDS"]);
    CHECK(row["PENDING"] == 0);
    CHECK(scene.sandbox.count("accepted") == row["RECORDS"]);
}

TEST_CASE("what a stream gave and could not be delivered is kept as not_sent, and replayed later") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene, "delivery: { drain_timeout: 1s, retry: { base: 100ms, cap: 1s } }\n");
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":500}}]})");
    auto run = scene.start_run({}, true);
    run.write(support::lines(10, [](std::size_t i) { return profile_line(i); }));
    REQUIRE(run.await([&] { return scene.sandbox.ledger().size() >= 10; }));

    run.send(SIGTERM);
    const auto stopped = run.wait();

    INFO(said(stopped));
    auto row = summary_row(stopped.out);
    CHECK(row["DELIVERED"] == 0);
    CHECK(row["REJECTED"] == 10);
    CHECK(row["PENDING"] == 0);
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 10);
    for (const auto& reject : rejects) {
        CHECK(reject.at("reason") == "not_sent");
    }
    CHECK(rejects.front().at("payload") == boost::json::string{profile_line(0)});

    scene.sandbox.script(R"({"rules":[]})");
    const auto replayed = scene.replay();
    INFO(said(replayed));
    CHECK(replayed.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 10);
    CHECK(scene.rejects().empty());
}

TEST_CASE("a bad line on standard input is kept, and the stream goes on") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene);
    auto run = scene.start_run({}, true);
    run.write("this is no JSON\n" + profile_line(0) + '\n');
    CHECK(arrives(scene, run, 1, support::patience));
    run.close_input();
    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 3);
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 1);
    CHECK(rejects.front().at("reason") == "bad_json");
    CHECK(rejects.front().at("line") == 1);
}

TEST_CASE(
    "CSV on standard input is delivered row by row, one with a line end in it when it is whole"
) {
    Scene scene{{"--seed-ids", "crm-:10"}};
    support::FileText file;
    file.pipelines.front().source = "-";
    file.pipelines.front().format = "csv";
    file.pipelines.front().mapping = "mbox3rdPartyId: id\nprofile.note: note\n";
    scene.pipelines(file);
    auto run = scene.start_run({}, true);
    run.write("id,note\ncrm-0,a\ncrm-1,\"two\n");
    REQUIRE(arrives(scene, run, 1, support::patience));
    run.write("lines\"\n");
    CHECK(arrives(scene, run, 2, one_second));
    run.close_input();
    CHECK(run.wait().exit == 0);
    CHECK(scene.sandbox.profile("crm-1").at("note") == "two\nlines");
}
