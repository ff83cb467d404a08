// A run that is killed at any moment: nothing is lost, little is repeated, and each user's updates
// keep their order.
#include "tests/end_to_end/user_updates.hpp"
#include "tests/support/busy_state.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <optional>
#include <random>

namespace {

using end_to_end::accepted_of;
using end_to_end::Arrival;
using end_to_end::prepare_user_updates;
using end_to_end::Records;
using end_to_end::require_nothing_lost;
using end_to_end::require_order_per_user;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::UserUpdates;
using support::lines;
using support::profile_line;

constexpr int rounds = 5;

struct Killed {
    std::vector<std::uint64_t> opened_before;  // connections, before each run
    std::uint64_t kills = 0;
};

// Kills runs at moments that `seed` chooses.
Killed run_with_kills(Scene& scene, unsigned seed) {
    Killed killed;
    std::mt19937 chance{seed};
    std::uniform_int_distribution<std::uint64_t> more{0, 2 * UserUpdates::all / rounds};
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

// Until the sandbox has accepted nothing for so long.
bool await_silence(Scene& scene, support::Process& run, std::chrono::milliseconds silence) {
    std::uint64_t accepted = 0;
    auto since = std::chrono::steady_clock::now();
    return run.await([&] {
        const std::uint64_t found = scene.sandbox.count("accepted");
        const auto now = std::chrono::steady_clock::now();
        since = found == accepted ? since : now;
        accepted = found;
        return now - since >= silence;
    });
}

// Kills a prepared scene's runs, lets the last one end, and judges the ledger.
void check_kills(Scene& scene, unsigned seed) {
    const Killed killed = run_with_kills(scene, seed);
    const auto run = scene.run();

    INFO("seed " << seed << ", " << killed.kills << " kills; " << said(run));
    REQUIRE(killed.kills >= 1);
    REQUIRE(run.exit == 0);
    const auto accepted = accepted_of(scene.sandbox.ledger());
    require_nothing_lost(accepted);
    require_order_per_user(accepted, killed.opened_before);
    const auto unanswered = static_cast<std::uint64_t>(std::count_if(
        accepted.begin(), accepted.end(), [](const Arrival& arrival) { return !arrival.is_replied; }
    ));
    const std::uint64_t most =
        killed.kills * (UserUpdates::most_in_flight + UserUpdates::commit_group) + unanswered;
    CHECK(accepted.size() - UserUpdates::all <= most);
    CHECK(scene.sandbox.profile("crm-17").at("n") == std::to_string(UserUpdates::each - 1));
}

}  // namespace

TEST_CASE("kill -9 at random moments loses nothing, repeats little, and keeps the order") {
    const unsigned seed = GENERATE(1U, 2U, 3U);
    Scene scene{UserUpdates::sandbox("3")};
    prepare_user_updates(scene);
    check_kills(scene, seed);
}

TEST_CASE("so it is with several updates of one record") {
    Scene scene{UserUpdates::sandbox("3")};
    prepare_user_updates(scene, "", Records::three_updates);
    check_kills(scene, 4);
}

TEST_CASE("so it is while a fifth of the requests fail") {
    Scene scene{UserUpdates::sandbox("3")};
    prepare_user_updates(scene, support::quick_retries);
    scene.sandbox.script(R"({"seed":9,"rules":[
        {"match":{"path":"/m2/","probability":0.1},"then":{"status":500}},
        {"match":{"path":"/m2/","probability":0.05},"then":{"reset":"before_reply"}},
        {"match":{"path":"/m2/","probability":0.05},"then":{"reset":"after_read"}}]})");
    check_kills(scene, 5);
}

TEST_CASE("a disk that hangs stops the sends, and a kill then repeats no more than at other times"
) {
    Scene scene{UserUpdates::sandbox("1")};
    prepare_user_updates(scene, "quota: { limit: 0 }\n");
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 200; }));
    std::optional<support::BusyState> busy{scene.folder / "sluice-state"};
    REQUIRE(await_silence(scene, run, std::chrono::milliseconds{500}));
    REQUIRE_FALSE(run.has_ended());
    CHECK(scene.sandbox.count("accepted") < UserUpdates::all);
    run.send(SIGKILL);
    run.wait();
    busy.reset();

    const auto rest = scene.run();

    INFO(said(rest));
    REQUIRE(rest.exit == 0);
    const auto accepted = accepted_of(scene.sandbox.ledger());
    require_nothing_lost(accepted);
    const std::size_t repeats = accepted.size() - UserUpdates::all;
    CHECK(repeats > UserUpdates::commit_group / 2);
    CHECK(repeats <= UserUpdates::most_in_flight + UserUpdates::commit_group);
}

TEST_CASE("kill -9 before anything was sent leaves a state that a run goes on from") {
    Scene scene{UserUpdates::sandbox()};
    prepare_user_updates(scene);
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
    CHECK(scene.sandbox.count("accepted") == UserUpdates::all);
}

TEST_CASE("a replay that is killed loses no reject") {
    Scene scene{{"--seed-ids", "crm-:400", "--delay-ms", "10"}};
    scene.records(lines(400, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline("guard: false\n");
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":400}}]})");
    REQUIRE(scene.run().exit == 3);
    REQUIRE(scene.rejects().size() == 400);
    scene.sandbox.script(R"({"rules":[]})");
    {
        auto replay = scene.start_replay();
        REQUIRE(replay.await([&] { return scene.sandbox.count("accepted") >= 100; }));
        REQUIRE_FALSE(replay.has_ended());
        replay.send(SIGKILL);
        replay.wait();
    }
    const std::uint64_t accepted = scene.sandbox.count("unique_accepted");
    CHECK(scene.rejects().size() + accepted >= 400);

    const auto again = scene.replay();
    INFO(said(again));
    CHECK(again.exit == 0);
    CHECK(scene.rejects().empty());
    CHECK(scene.sandbox.count("unique_accepted") == 400);
}
