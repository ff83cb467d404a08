// The order of each user's updates, over retries, kills and several pipelines; and that nobody
// waits for another user.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>

namespace {

using end_to_end::accepted_of;
using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using support::lines;

constexpr std::size_t others = 60;

std::string update(std::string_view user, std::size_t n) {
    return R"({"id":")" + std::string{user} + R"(","traits":{"n":")" + std::to_string(n) + "\"}}\n";
}

// One update of each of crm-1, crm-2 ...
std::string other_users() {
    return lines(others, [](std::size_t i) { return support::profile_line(i + 1); });
}

// The counters of a user's accepted updates, in the order of their arrival.
std::vector<std::string> counters(Scene& scene, std::string_view user) {
    std::vector<std::string> found;
    for (const Arrival& arrival : accepted_of(scene.sandbox.ledger())) {
        if (arrival.id == user) {
            found.push_back(arrival.attributes.at("n"));
        }
    }
    return found;
}

using Counters = std::vector<std::string>;

}  // namespace

TEST_CASE("a kill while an update is in flight or waits for a retry keeps the newer ones behind it"
) {
    const std::string then =
        GENERATE(R"({"reset":"hang"})", R"({"status":500})", R"({"reset":"before_reply"})");
    Scene scene{{"--seed-ids", "crm-:100"}};
    scene.records(update("crm-0", 1) + update("crm-0", 2) + other_users() + update("crm-0", 3));
    scene.pipeline();
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-0"},"then":)" + then + "}]}"
    );
    {
        auto run = scene.start_run();
        // Others are not held up.
        REQUIRE(run.await([&] { return scene.sandbox.count("unique_accepted") >= others; }));
        REQUIRE_FALSE(run.has_ended());
        run.send(SIGKILL);
        run.wait();
    }
    scene.sandbox.script(R"({"rules":[]})");

    const auto run = scene.run();

    INFO(then << said(run));
    CHECK(run.exit == 0);
    Counters found = counters(scene, "crm-0");
    // A reset after it was applied: the same once more.
    found.erase(std::unique(found.begin(), found.end()), found.end());
    CHECK(found == Counters{"1", "2", "3"});
}

TEST_CASE("a pipeline's update waits for the older one of another pipeline, through its retries") {
    Scene scene{{"--seed-ids", "crm-:100"}};
    scene.records(update("crm-0", 1));
    scene.folder.write("more.ndjson", update("crm-0", 2) + other_users() + update("crm-0", 3));
    support::FileText file;
    file.pipelines.front().more = support::quick_retries;
    file.pipelines.push_back({.name = "more", .source = "more.ndjson"});
    scene.pipelines(file);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-0"},"then":{"status":500}}]})"
    );

    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= others; }));
    scene.sandbox.script(R"({"rules":[]})");
    const auto finished = run.wait();

    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(counters(scene, "crm-0") == Counters{"1", "2", "3"});
    CHECK(scene.sandbox.count("accepted") == others + 3);
}
