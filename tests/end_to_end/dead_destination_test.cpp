// Three destinations in one run, one of them dead: the other two go on as if it were not there.
#include "tests/end_to_end/status_scene.hpp"
#include "tests/support/scripted_server.hpp"

#include <csignal>
#include <string>

namespace json = boost::json;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::Scheme;
using end_to_end::summary_row;
using support::SandboxProcess;

namespace {

constexpr std::size_t records = 5000;

const std::vector<std::string> arguments{"--seed-ids", "crm-:5000", "--delay-ms", "5"};

void add(support::FileText& file, const std::string& name, const std::string& url) {
    support::DestinationText destination;
    destination.name = "to-" + name;
    destination.client_code = "acme" + name;
    destination.config = "profile_auth: none\n";
    destination.url = url;
    file.destinations.push_back(destination);
    support::PipelineText pipeline;
    pipeline.name = name;
    pipeline.destination = destination.name;
    pipeline.more = "delivery: { drain_timeout: 1s }\n";
    file.pipelines.push_back(pipeline);
}

const json::object& one_of(const json::object& status, std::string_view name) {
    for (const json::value& each : status.at("pipelines").as_array()) {
        if (each.at("pipeline").as_string() == name) {
            return each.as_object();
        }
    }
    throw std::runtime_error{"expected a status of " + std::string{name}};
}

}  // namespace

TEST_CASE("beside a dead destination, refusing or mute, two others get all of their records, and a "
          "stop ends the run") {
    const bool is_mute = GENERATE(false, true);
    CAPTURE(is_mute);
    Scene scene{arguments, Scheme::http};
    SandboxProcess second{scene.folder, arguments, Scheme::http};
    SandboxProcess mute{scene.folder, {}, Scheme::http};
    mute.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"reset":"hang"}}]})");
    const std::string refusing = "http://127.0.0.1:" + std::to_string(support::refusing_port());
    scene.records(support::lines(records, [](std::size_t i) { return support::profile_line(i); }));
    support::FileText file{.destinations = {}, .pipelines = {}};
    add(file, "dead", is_mute ? mute.url() : refusing);
    add(file, "first", scene.sandbox.url());
    add(file, "second", second.url());
    scene.pipelines(file);

    auto run = scene.start_run();
    const bool all_came = run.await([&] {
        return scene.sandbox.count("unique_accepted") == records &&
               second.count("unique_accepted") == records;
    });
    INFO(run.err());
    REQUIRE(all_came);
    // What is dead holds its own records alone, and is found to be so.
    const auto told = end_to_end::await_status(scene, run, [&](const json::object& status) {
        return one_of(status, "first").at("state") == "finished" &&
               one_of(status, "second").at("state") == "finished" &&
               (is_mute || !one_of(status, "dead").at("pause").is_null());
    });
    CHECK(one_of(told, "dead").at("state") == "running");
    CHECK(one_of(told, "dead").at("counts").at("delivered") == 0);
    CHECK(one_of(told, "dead").at("pending").to_number<std::uint64_t>() > 0);

    run.send(SIGTERM);
    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 4);
    for (const std::string name : {"first", "second"}) {
        CHECK(summary_row(finished.out, name)["DELIVERED"] == records);
        CHECK(summary_row(finished.out, name)["PENDING"] == 0);
    }
    CHECK(summary_row(finished.out, "dead")["DELIVERED"] == 0);
    CHECK(summary_row(finished.out, "dead")["REJECTED"] == 0);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
    CHECK(second.count("repeated_accepted") == 0);
}
