// What operators see of a run by its status server.
#include "tests/end_to_end/status_scene.hpp"
#include "tests/support/raw_client.hpp"

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <list>

namespace json = boost::json;
using end_to_end::all_well;
using end_to_end::await_status;
using end_to_end::file_of;
using end_to_end::is_held_up_by;
using end_to_end::prepare;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::status;
using support::lines;
using support::profile_line;

namespace {

std::string request(const std::string& path, const std::string& more = "Host: localhost\r\n") {
    return "GET " + path + " HTTP/1.1\r\n" + more + "\r\n";
}

// The status server of a run under way.
class Server {
public:
    Server(Scene& scene, support::Process& run) : run_{run} {
        const auto told = await_status(scene, run, [](const json::object& status) {
            return !status.at("listen").as_string().empty();
        });
        const std::string listen{told.at("listen").as_string()};
        REQUIRE_THAT(listen, Catch::StartsWith("127.0.0.1:"));
        port_ = static_cast<std::uint16_t>(std::stoi(listen.substr(listen.find(':') + 1)));
    }

    std::uint16_t port() const { return port_; }
    std::string ask(const std::string& text) const { return support::ask_raw(port_, text); }
    std::string body(const std::string& path) const {
        const std::string answer = ask(request(path));
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }
    // Waits until /readyz answers so, with the reason.
    void await_ready(const std::string& code, const std::string& reason) const {
        std::string last;
        const bool came = run_.await([&] {
            last = ask(request("/readyz"));
            return last.starts_with("HTTP/1.1 " + code) && last.find(reason) != std::string::npos;
        });
        INFO(last);
        REQUIRE(came);
    }

private:
    support::Process& run_;
    std::uint16_t port_ = 0;
};

}  // namespace

TEST_CASE("readyz tells of an outage while it lasts, of refused credentials, and ends with the run"
) {
    Scene scene{{"--seed-ids", "crm-:5000", "--delay-ms", "50"}};
    prepare(scene, 5000, "delivery: { max_in_flight: 4 }\n");
    auto run = scene.start_run({"--listen", "127.0.0.1:0"});
    const Server server{scene, run};
    server.await_ready("200", R"({"ready":true,"reasons":[]})");
    CHECK_THAT(server.ask(request("/healthz")), Catch::StartsWith("HTTP/1.1 200"));

    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":429,"retry_after":1}}]})"
    );
    server.await_ready("503", R"("pipeline":"identifiers","reason":"destination","why":")");
    // One second's bottleneck may be another than the next one's.
    CHECK(run.await([&] {
        return is_held_up_by(json::parse(server.body("/status")).as_object(), "breaker") &&
               is_held_up_by(status(scene), "breaker");
    }));
    scene.sandbox.script(all_well);
    server.await_ready("200", "true");

    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":401}}]})");
    server.await_ready("503", R"("reason":"authentication")");
    CHECK_THAT(
        server.body("/metrics"),
        Catch::Contains(R"(sluice_paused{pipeline="identifiers",kind="authentication"} 1)")
    );
    run.send(SIGTERM);
    CHECK(run.wait().exit == 4);
    CHECK_THROWS_AS(support::RawClient{server.port()}, std::system_error);
}

TEST_CASE("metrics are what Prometheus takes, and count what arrived") {
    Scene scene{{"--seed-ids", "crm-:400", "--delay-ms", "20"}};
    prepare(
        scene, 400, "delivery: { max_in_flight: 4 }\n", "status: { listen: \"127.0.0.1:0\" }\n"
    );
    auto run = scene.start_run();
    const Server server{scene, run};
    std::string metrics;
    REQUIRE(run.await([&] {
        metrics = server.body("/metrics");
        return metrics.find(R"(fate="delivered"} )") != std::string::npos &&
               metrics.find(R"(fate="delivered"} 0)") == std::string::npos;
    }));
    CHECK_THAT(
        metrics,
        Catch::Contains("# TYPE sluice_updates_total counter\n") &&
            Catch::Contains("sluice_in_flight_limit_updates{pipeline=\"identifiers\"} 4\n") &&
            Catch::Contains("sluice_plugin_")
    );
    CHECK(run.wait().exit == 0);
    const std::string promtool = PROMTOOL;
    if (promtool.empty()) {
        WARN("promtool is missing: configs/install-packages test");
        return;
    }
    support::Process check{
        {.command = {promtool, "check", "metrics"},
         .folder = scene.folder.path().string(),
         .name = "promtool",
         .has_input = true}};
    check.write(metrics);
    check.close_input();
    const auto checked = check.wait();
    INFO(said(checked) << metrics);
    CHECK(checked.exit == 0);
}

TEST_CASE("the status server asks for its token and for a name of this machine") {
    const std::string token = "token-of-the-status-server";
    Scene scene{{"--seed-ids", "crm-:2000", "--delay-ms", "50"}};
    prepare(
        scene,
        2000,
        "delivery: { max_in_flight: 4 }\n",
        "status: { listen: \"127.0.0.1:0\", token: { env: STATUS_TOKEN } }\n"
    );
    CHECK(scene.run().exit == 78);  // no such variable
    scene.environment["STATUS_TOKEN"] = "short";
    CHECK(scene.run().exit == 78);

    scene.environment["STATUS_TOKEN"] = token;
    auto run = scene.start_run();
    const Server server{scene, run};
    const std::string bearer = "Authorization: Bearer " + token + "\r\n";
    CHECK_THAT(server.ask(request("/status")), Catch::StartsWith("HTTP/1.1 401"));
    CHECK_THAT(
        server.ask(request("/status", "Host: localhost\r\n" + bearer)),
        Catch::StartsWith("HTTP/1.1 200")
    );
    CHECK_THAT(
        server.ask(request("/status", "Host: rebound.example\r\n" + bearer)),
        Catch::StartsWith("HTTP/1.1 421")
    );
    CHECK_THAT(server.ask(request("/healthz")), Catch::StartsWith("HTTP/1.1 200"));
    run.send(SIGTERM);
    const auto finished = run.wait();
    CHECK(said(finished).find(token) == std::string::npos);
}

TEST_CASE("others than this machine are not told without a token") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    prepare(scene, 1, "");
    const auto run = scene.run({"--listen", "0.0.0.0:0"});
    CHECK(run.exit == 78);
    CHECK_THAT(run.err, Catch::Contains("expected a token") && Catch::Contains("0.0.0.0:0"));
    CHECK(scene.run({"--listen", "everywhere"}).exit == 2);
    prepare(scene, 1, "", "status: { listen: \"0.0.0.0:0\" }\n");
    const auto check =
        scene.sluice({"check", "--plugin-path", end_to_end::plugin_folder(), file_of(scene)});
    CHECK(check.exit == 78);
    CHECK_THAT(check.err, Catch::Contains("expected a token"));
    CHECK(scene.sandbox.count("accepted") == 0);
}

TEST_CASE("slow and silent clients hold up neither the run nor others") {
    Scene scene{{"--seed-ids", "crm-:500", "--delay-ms", "30"}};
    prepare(scene, 500, "delivery: { max_in_flight: 4 }\n");
    auto run = scene.start_run({"--listen", "127.0.0.1:0"});
    const Server server{scene, run};
    std::list<support::RawClient> silent;
    for (int i = 0; i < 60; ++i) {
        silent.emplace_back(server.port()).say(i % 2 == 0 ? "GET /met" : request("/metrics"));
    }
    CHECK_THAT(server.ask(request("/healthz")), Catch::StartsWith("HTTP/1.1 200"));
    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 500);
}

TEST_CASE("neither secrets nor visitors' values stand in anything that tells of a run") {
    Scene scene{{"--seed-ids", "crm-:300", "--delay-ms", "200"}};
    scene.records(lines(301, [](std::size_t i) {
        return i == 3 ? R"({"id":"unknown-visitor","traits":{"n":)"
                      : profile_line(i, R"(,"tier":"visitors-value")");
    }));
    support::FileText text;
    text.pipelines.front().more = "delivery: { max_in_flight: 4 }\n";
    scene.pipelines(text);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","every":7},"then":{"status":400,"body":"visitors-value"}}]})"
    );
    auto run = scene.start_run({"--listen", "127.0.0.1:0"});
    const Server server{scene, run};
    std::string all;
    REQUIRE(run.await([&] {
        const auto told =
            scene.sluice({"status", "--plugin-path", end_to_end::plugin_folder(), file_of(scene)});
        all += told.out + server.body("/status") + server.body("/metrics") +
               server.body("/readyz") +
               support::content_of(scene.folder / "sluice-state/identifiers.status.json");
        return told.out.find("failed last") != std::string::npos;
    }));
    for (const char* word : {"sandbox-secret", "visitors-value", "unknown-visitor", "crm-"}) {
        INFO(word << " in " << all);
        CHECK(all.find(word) == std::string::npos);
    }
    run.send(SIGTERM);
    static_cast<void>(run.wait());
}
