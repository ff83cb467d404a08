// A destination that takes fewer at a time than the credit: the run finds out how many, and that it
// takes more again.
#include "tests/end_to_end/status_scene.hpp"
#include "tests/end_to_end/user_updates.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace json = boost::json;
using end_to_end::accepted_of;
using end_to_end::await_status;
using end_to_end::is_held_up_by;
using end_to_end::pipeline_of;
using end_to_end::prepare;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::Scheme;
using end_to_end::summary_row;
using end_to_end::UserUpdates;

namespace {

std::vector<std::string> of_capacity(const std::string& status, const std::string& delay_ms) {
    return {
        "--seed-ids",
        "crm-:12000",
        "--delay-ms",
        delay_ms,
        "--capacity",
        "8",
        "--over-capacity",
        status};
}

std::uint64_t number(const json::object& status, std::string_view name) {
    return pipeline_of(status).at(name).to_number<std::uint64_t>();
}

// How many requests a run over so many profiles made for each that was accepted, all delivered.
double
requests_for_each(std::size_t profiles, const std::string& status, const std::string& adaptive) {
    Scene scene{of_capacity(status, "100"), Scheme::http};
    prepare(
        scene,
        profiles,
        "delivery: { max_in_flight: 64, retry: { base: 100ms, cap: 1s }, adaptive: " + adaptive +
            " }\n"
    );
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(summary_row(run.out)["DELIVERED"] == profiles);
    CHECK(scene.sandbox.count("accepted") == profiles);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
    return static_cast<double>(scene.sandbox.count("requests")) / static_cast<double>(profiles);
}

}  // namespace

TEST_CASE("where eight are taken at a time, few requests are refused, and without adaptive most are"
) {
    CHECK(requests_for_each(400, "429", "true") < 1.5);
    CHECK(requests_for_each(400, "503", "true") < 1.7);
    CHECK(requests_for_each(60, "429", "false") > 2);
}

TEST_CASE("the status shows the limit that a destination brings about, and that it is back once "
          "all is taken") {
    Scene scene{of_capacity("429", "20"), Scheme::http};
    prepare(scene, 12'000, "delivery: { max_in_flight: 64 }\n");
    auto run = scene.start_run();

    const auto low = await_status(scene, run, [](const json::object& status) {
        return is_held_up_by(status, "concurrency") && number(status, "in_flight_limit") <= 16;
    });
    CHECK(number(low, "in_flight_most") == 64);
    CHECK_THAT(
        std::string{pipeline_of(low).at("bottleneck").at("why").as_string()},
        Catch::Contains("lowered from 64")
    );
    scene.sandbox.post("/_sandbox/capacity?most=0");
    await_status(scene, run, [](const json::object& status) {
        return number(status, "in_flight_limit") == 64;
    });

    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(summary_row(finished.out)["DELIVERED"] == 12'000);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
}

TEST_CASE("users keep their order and nothing is lost while the limit goes down and up") {
    std::vector<std::string> arguments = UserUpdates::sandbox("2");
    arguments.insert(arguments.end(), {"--capacity", "8"});
    Scene scene{arguments};
    end_to_end::prepare_user_updates(scene);
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= UserUpdates::all / 3; }));
    scene.sandbox.post("/_sandbox/capacity?most=0");
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= UserUpdates::all / 2; }));
    scene.sandbox.post("/_sandbox/capacity?most=4");

    const auto finished = run.wait();

    INFO(said(finished));
    CHECK(finished.exit == 0);
    const auto accepted = accepted_of(scene.sandbox.ledger());
    end_to_end::require_nothing_lost(accepted);
    end_to_end::require_order_per_user(accepted, {0});
    CHECK(scene.sandbox.count("max_concurrent_per_id") == 1);
}
