// skip_unchanged: what equals the last delivered update of its user costs no call.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <set>

namespace {

using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;

constexpr std::size_t users = 10;

// Each user's line, with another value for those in `changed`.
std::string records(const std::set<std::size_t>& changed) {
    return lines(users, [&](std::size_t i) {
        return support::profile_line(i, changed.count(i) != 0 ? R"(,"tier":"new")" : R"(,"t":1)");
    });
}

void prepare(Scene& scene, std::string_view more = "skip_unchanged: true\n") {
    scene.records(records({}));
    scene.pipeline(more);
}

void check_run(Scene& scene, std::size_t delivered, std::size_t unchanged) {
    const auto run = scene.run({"--from-start"});
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(summary_row(run.out)["DELIVERED"] == delivered);
    CHECK(summary_row(run.out)["UNCHANGED"] == unchanged);
    CHECK_THAT(
        run.out,
        Catch::Contains(
            "10 updates = " + std::to_string(delivered) + " delivered + " +
            std::to_string(unchanged) + " unchanged + 0 superseded"
        )
    );
}

}  // namespace

TEST_CASE("of a file that comes again only what has changed is sent") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene);
    check_run(scene, users, 0);
    check_run(scene, 0, users);
    scene.records(records({2, 5}));
    check_run(scene, 2, 8);
    CHECK(scene.sandbox.count("accepted") == users + 2);
    CHECK(scene.sandbox.profile("crm-5").at("tier") == "new");
    // Back to what it was: that is a change too.
    scene.records(records({5}));
    check_run(scene, 1, 9);
}

TEST_CASE("another mapping, and a run without skip_unchanged, make everything new again") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(records({}));
    support::FileText file;
    file.pipelines.front().more = "skip_unchanged: true\n";
    // The same values, under another name.
    for (const std::string field : {"profile.first", "profile.second"}) {
        file.pipelines.front().mapping = "mbox3rdPartyId: id\n" + field + ": traits.n\n";
        scene.pipelines(file);
        check_run(scene, users, 0);
        check_run(scene, 0, users);
    }
    scene.pipelines({});
    REQUIRE(scene.run({"--from-start"}).exit == 0);
    scene.pipelines(file);
    check_run(scene, users, 0);
}

TEST_CASE("what a run had in flight when it was killed is not taken for delivered") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    prepare(scene);
    check_run(scene, users, 0);
    scene.records(records({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"reset":"hang"}}]})");
    {
        auto run = scene.start_run({"--from-start"});
        REQUIRE(run.await([&] { return scene.sandbox.count("running") >= users; }));
        run.send(SIGKILL);
        run.wait();
    }
    scene.sandbox.script(R"({"rules":[]})");
    // Some of it may be there, so the old values must be sent again.
    scene.records(records({}));
    check_run(scene, users, 0);
}
