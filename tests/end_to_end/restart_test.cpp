// A run that is stopped by a signal and started again: it ends when it is asked to, and the next
// one goes on where it was.
#include "tests/end_to_end/user_updates.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>

namespace {

using end_to_end::prepare_user_updates;
using end_to_end::require_nothing_lost;
using end_to_end::require_order_per_user;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using end_to_end::UserUpdates;

constexpr std::string_view never_answers =
    R"({"rules":[{"match":{"path":"/m2/"},"then":{"reset":"hang"}}]})";

}  // namespace

TEST_CASE("SIGTERM stops cleanly with exit 4, and the next run delivers the rest exactly once") {
    Scene scene{UserUpdates::sandbox("5")};
    prepare_user_updates(scene);

    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 800; }));
    run.send(SIGTERM);
    const auto stopped = run.wait();

    INFO(said(stopped));
    CHECK(stopped.exit == 4);
    CHECK_THAT(stopped.out, Catch::Contains("interrupted"));
    const std::uint64_t accepted = scene.sandbox.count("accepted");
    CHECK(accepted < UserUpdates::all);
    CHECK(summary_row(stopped.out)["DELIVERED"] == accepted);
    CHECK(summary_row(stopped.out)["MAYBE TWICE"] == 0);

    const auto rest = scene.run();
    INFO(said(rest));
    CHECK(rest.exit == 0);
    CHECK_THAT(rest.out, Catch::Contains("continued at record"));
    CHECK(summary_row(rest.out)["DELIVERED"] == UserUpdates::all - accepted);
    const auto arrivals = scene.sandbox.ledger();
    CHECK(arrivals.size() == UserUpdates::all);
    require_nothing_lost(arrivals);
    require_order_per_user(arrivals, {});
}

TEST_CASE("SIGINT stops as SIGTERM does") {
    Scene scene{UserUpdates::sandbox("5")};
    prepare_user_updates(scene);
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 500; }));
    run.send(SIGINT);
    const auto stopped = run.wait();
    INFO(said(stopped));
    CHECK(stopped.exit == 4);
    CHECK(summary_row(stopped.out)["DELIVERED"] == scene.sandbox.count("accepted"));
}

TEST_CASE("a second signal stops at once, whatever is under way, and nothing is lost") {
    Scene scene{UserUpdates::sandbox()};
    prepare_user_updates(scene, "delivery: { drain_timeout: 10m }\n");
    scene.sandbox.script(never_answers);

    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("running") >= UserUpdates::connections; }));
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
    CHECK(scene.sandbox.count("unique_accepted") == UserUpdates::all);
}

TEST_CASE("a clean stop waits for answers no longer than drain_timeout") {
    Scene scene{UserUpdates::sandbox()};
    prepare_user_updates(scene, "delivery: { drain_timeout: 1s }\n");
    scene.sandbox.script(never_answers);
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("running") >= UserUpdates::connections; }));
    run.send(SIGTERM);
    const auto stopped = run.wait(std::chrono::seconds{15});
    INFO(said(stopped));
    CHECK(stopped.exit == 4);
}

TEST_CASE("a stop does not wait for updates whose next attempt is due later") {
    Scene scene{UserUpdates::sandbox()};
    scene.records(support::lines(10, UserUpdates::line));
    scene.pipeline("delivery: { drain_timeout: 10m, retry: { base: 10m, cap: 10m } }\n");
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":500}}]})");
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.ledger().size() >= 10; }));

    run.send(SIGTERM);
    const auto stopped = run.wait(std::chrono::seconds{20});

    INFO(said(stopped));
    CHECK(stopped.exit == 4);
    CHECK_THAT(stopped.out, Catch::Contains("interrupted"));
    CHECK(summary_row(stopped.out)["PENDING"] == 10);
}
