// A run that is killed or stopped and started again: nothing is lost, little is repeated, and each
// user's updates keep their order.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <random>
#include <set>

namespace {

using end_to_end::accepted_of;
using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;

constexpr std::size_t users = 500;
constexpr std::size_t updates_each = 12;
constexpr std::size_t updates = users * updates_each;
constexpr std::uint64_t connections = 16;
// The plugin holds four updates for each connection.
constexpr std::uint64_t most_in_flight = connections * 4;
constexpr std::uint64_t commit_group = 1024;

// Update number i is the (i / users)-th of the user i % users.
std::string update_line(std::size_t i) {
    return R"({"id":"crm-)" + std::to_string(i % users) + R"(","traits":{"n":")" +
           std::to_string(i / users) + R"("}})";
}

std::size_t counter_of(const Arrival& arrival) {
    return std::stoull(arrival.attributes.at("n"));
}

void prepare(Scene& scene, std::string_view more = {}) {
    scene.records(lines(updates, update_line));
    support::FileText file;
    file.destinations.front().config = "connections: " + std::to_string(connections) + "\n";
    file.pipelines.front().more = more;
    scene.pipelines(file);
}

// Kills runs at moments that `seed` chooses; gives the connections that were opened before each
// run, and how many were killed.
struct Killed {
    std::vector<std::uint64_t> opened_before;
    std::uint64_t kills = 0;
};

Killed run_with_kills(Scene& scene, unsigned seed, int rounds) {
    Killed killed;
    std::mt19937 chance{seed};
    std::uniform_int_distribution<std::uint64_t> more{
        0, 2 * updates / static_cast<unsigned>(rounds)};
    for (int i = 0; i < rounds; ++i) {
        killed.opened_before.push_back(scene.sandbox.count("connections_opened"));
        const std::uint64_t until = scene.sandbox.count("accepted") + more(chance);
        auto run = scene.start_run();
        run.await([&] { return scene.sandbox.count("accepted") >= until; });
        killed.kills += run.has_ended() ? 0 : 1;
        run.send(SIGKILL);
        run.wait();
    }
    killed.opened_before.push_back(scene.sandbox.count("connections_opened"));
    return killed;
}

// Which run a request came from: its connection belongs to one run alone.
std::size_t run_of(const Arrival& arrival, const std::vector<std::uint64_t>& opened_before) {
    const auto next =
        std::lower_bound(opened_before.begin(), opened_before.end(), arrival.connection);
    return static_cast<std::size_t>(next - opened_before.begin());
}

// Within one run a user's counters only grow. A run after a kill may begin again with what was not
// known to be final, but goes on in order from there.
void require_order_per_user(
    const std::vector<Arrival>& accepted, const std::vector<std::uint64_t>& opened_before
) {
    std::map<std::pair<std::size_t, std::string>, std::size_t> last;
    for (const Arrival& arrival : accepted) {
        const auto [place, is_first] =
            last.try_emplace({run_of(arrival, opened_before), arrival.id}, counter_of(arrival));
        INFO(arrival.id << " in run " << place->first.first);
        REQUIRE((is_first || place->second < counter_of(arrival)));
        place->second = counter_of(arrival);
    }
}

void require_nothing_lost(const std::vector<Arrival>& accepted) {
    std::set<std::pair<std::string, std::size_t>> different;
    std::map<std::string, std::size_t> last;
    for (const Arrival& arrival : accepted) {
        different.emplace(arrival.id, counter_of(arrival));
        last[arrival.id] = counter_of(arrival);
    }
    REQUIRE(different.size() == updates);
    for (const auto& [id, counter] : last) {
        INFO(id);
        REQUIRE(counter == updates_each - 1);
    }
}

void check_kills(unsigned seed, int rounds) {
    Scene scene{{"--seed-ids", "crm-:500", "--delay-ms", "3"}};
    prepare(scene);

    const Killed killed = run_with_kills(scene, seed, rounds);
    const auto run = scene.run();

    INFO("seed " << seed << ", " << killed.kills << " kills; " << said(run));
    REQUIRE(killed.kills >= 1);
    REQUIRE(run.exit == 0);
    const auto accepted = accepted_of(scene.sandbox.ledger());
    require_nothing_lost(accepted);
    require_order_per_user(accepted, killed.opened_before);
    const std::uint64_t repeats = accepted.size() - updates;
    CHECK(repeats <= killed.kills * (most_in_flight + commit_group));
    CHECK(
        scene.sandbox.profile("crm-17") ==
        std::map<std::string, std::string>{{"n", std::to_string(updates_each - 1)}}
    );
}

constexpr std::string_view never_answers =
    R"({"rules":[{"match":{"path":"/m2/"},"then":{"reset":"hang"}}]})";

}  // namespace

TEST_CASE("kill -9 at random moments loses nothing, repeats little, and keeps the order (seed 1)") {
    check_kills(1, 4);
}

TEST_CASE("kill -9 at random moments loses nothing, repeats little, and keeps the order (seed 2)") {
    check_kills(2, 6);
}

TEST_CASE("kill -9 at random moments loses nothing, repeats little, and keeps the order (seed 3)") {
    check_kills(3, 8);
}

TEST_CASE("kill -9 before anything was sent leaves a state that a run goes on from") {
    Scene scene{{"--seed-ids", "crm-:500"}};
    prepare(scene);
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/ims/"},"then":{"reset":"hang"}}]})");
    {
        auto run = scene.start_run();
        REQUIRE(run.await([&] { return scene.sandbox.count("running") == 1; }));
        run.send(SIGKILL);
        run.wait();
    }
    scene.sandbox.script(R"({"rules":[]})");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == updates);
}

TEST_CASE("SIGTERM stops cleanly with exit 4, and the next run delivers the rest exactly once") {
    Scene scene{{"--seed-ids", "crm-:500", "--delay-ms", "5"}};
    prepare(scene);

    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 800; }));
    run.send(SIGTERM);
    const auto stopped = run.wait();

    INFO(said(stopped));
    CHECK(stopped.exit == 4);
    CHECK_THAT(stopped.out, Catch::Contains("interrupted"));
    const std::uint64_t accepted = scene.sandbox.count("accepted");
    CHECK(accepted < updates);
    CHECK(summary_row(stopped.out)["DELIVERED"] == accepted);
    CHECK(summary_row(stopped.out)["MAYBE TWICE"] == 0);

    const auto rest = scene.run();
    INFO(said(rest));
    CHECK(rest.exit == 0);
    CHECK_THAT(rest.out, Catch::Contains("continued at record"));
    CHECK(summary_row(rest.out)["DELIVERED"] == updates - accepted);
    const auto arrivals = scene.sandbox.ledger();
    CHECK(arrivals.size() == updates);
    require_nothing_lost(arrivals);
    require_order_per_user(arrivals, {});
}

TEST_CASE("SIGINT stops as SIGTERM does") {
    Scene scene{{"--seed-ids", "crm-:500", "--delay-ms", "5"}};
    prepare(scene);
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 500; }));
    run.send(SIGINT);
    const auto stopped = run.wait();
    INFO(said(stopped));
    CHECK(stopped.exit == 4);
    CHECK(summary_row(stopped.out)["DELIVERED"] == scene.sandbox.count("accepted"));
}

TEST_CASE("a second signal stops at once, whatever is under way, and nothing is lost") {
    Scene scene{{"--seed-ids", "crm-:500"}};
    prepare(scene, "delivery: { drain_timeout: 10m }\n");
    scene.sandbox.script(never_answers);

    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("running") >= connections; }));
    run.send(SIGTERM);
    REQUIRE(run.await([&] { return run.err().find("stopping") != std::string::npos; }));
    REQUIRE_FALSE(run.has_ended());
    run.send(SIGTERM);
    const auto stopped = run.wait(std::chrono::seconds{10});

    INFO(said(stopped));
    CHECK(stopped.exit == 4);
    scene.sandbox.script(R"({"rules":[]})");
    const auto rest = scene.run();
    INFO(said(rest));
    CHECK(rest.exit == 0);
    CHECK(scene.sandbox.count("unique_accepted") == updates);
}

TEST_CASE("a clean stop waits for answers no longer than drain_timeout") {
    Scene scene{{"--seed-ids", "crm-:500"}};
    prepare(scene, "delivery: { drain_timeout: 1s }\n");
    scene.sandbox.script(never_answers);
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("running") >= connections; }));
    run.send(SIGTERM);
    const auto stopped = run.wait(std::chrono::seconds{15});
    INFO(said(stopped));
    CHECK(stopped.exit == 4);
}
