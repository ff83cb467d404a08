// What fails for every record alike stops or pauses the run: nothing is burnt, nothing is lost.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

constexpr std::size_t profiles = 300;
// Sent already when the pause begins: what the plugin holds, four for each of its connections.
constexpr std::string_view few_connections = "connections: 4\n";
constexpr double second = 1e9;  // in nanoseconds

void prepare(
    Scene& scene, std::string_view config, std::string_view more, std::string_view script
) {
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    support::FileText file;
    file.destinations.front().config = config;
    file.pipelines.front().more = more;
    scene.pipelines(file);
    scene.sandbox.script(script);
}

struct Gap {
    double seconds = 0;
    std::int64_t end_ns = 0;  // when the first request after it arrived
};

// The longest time between two requests.
Gap longest_gap(const std::vector<Arrival>& arrivals) {
    Gap longest;
    for (std::size_t i = 1; i < arrivals.size(); ++i) {
        const auto between = static_cast<double>(arrivals[i].unix_ns - arrivals[i - 1].unix_ns);
        if (between / second > longest.seconds) {
            longest = {between / second, arrivals[i].unix_ns};
        }
    }
    return longest;
}

double seconds_since_the_first_429(const std::vector<Arrival>& arrivals, std::int64_t until_ns) {
    const auto asked = std::find_if(arrivals.begin(), arrivals.end(), [](const Arrival& arrival) {
        return arrival.status == 429;
    });
    REQUIRE(asked != arrivals.end());
    return static_cast<double>(until_ns - asked->unix_ns) / second;
}

// A run that stops because of a pause before anything arrived; the next one delivers everything.
void check_pause_loses_nothing(Scene& scene, std::string_view code) {
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 69);
    auto row = summary_row(run.out);
    CHECK(row["DELIVERED"] == 0);
    CHECK(row["REJECTED"] == 0);
    CHECK_THAT(run.out, Catch::Contains("paused for longer than max_pause: " + std::string{code}));
    CHECK_THAT(run.out, Catch::Contains("nothing is lost"));
    CHECK_THAT(run.err, Catch::Contains("the destination is paused"));

    scene.sandbox.script(R"({"rules":[]})");
    const auto again = scene.run();
    INFO(said(again));
    CHECK(again.exit == 0);
    CHECK(scene.sandbox.count("unique_accepted") == profiles);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
}

}  // namespace

TEST_CASE("429 with Retry-After in seconds pauses the whole destination for so long") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    prepare(
        scene,
        few_connections,
        "",
        R"({"rules":[{"match":{"path":"/m2/","every":100},"then":{"status":429,"retry_after":2,"times":1}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == profiles);
    const auto arrivals = scene.sandbox.ledger();
    const Gap gap = longest_gap(arrivals);
    CHECK(gap.seconds > 1.5);
    CHECK(seconds_since_the_first_429(arrivals, gap.end_ns) >= 2.0);
    CHECK_THAT(run.err, Catch::Contains("rate_limited"));
    CHECK_THAT(run.err, Catch::Contains("the destination takes records again"));
}

TEST_CASE("429 with Retry-After as a date pauses the whole destination until then") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    prepare(
        scene,
        few_connections,
        "",
        R"({"rules":[{"match":{"path":"/m2/","every":100},"then":{"status":429,"retry_after_date":3,"times":1}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == profiles);
    const auto arrivals = scene.sandbox.ledger();
    const Gap gap = longest_gap(arrivals);
    // A date has whole seconds: between 2 s and 3 s.
    CHECK(gap.seconds > 1.5);
    CHECK(seconds_since_the_first_429(arrivals, gap.end_ns) >= 2.0);
}

TEST_CASE("one probe ends a pause: the others go only when it was answered") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    prepare(
        scene,
        few_connections,
        "",
        R"({"rules":[{"match":{"path":"/m2/","every":100},"then":{"status":503,"retry_after":1,"times":1}},
                     {"match":{"path":"/m2/"},"then":{"delay_ms":40}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    const Gap gap = longest_gap(arrivals);
    const auto probe = std::find_if(arrivals.begin(), arrivals.end(), [&](const Arrival& arrival) {
        return arrival.unix_ns == gap.end_ns;
    });
    REQUIRE(arrivals.end() - probe > 1);
    CHECK(static_cast<double>((probe + 1)->unix_ns - probe->unix_ns) / second >= 0.04);
}

TEST_CASE("404 from another host than Adobe's pauses the destination and rejects nothing") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    prepare(
        scene,
        few_connections,
        "delivery: { max_pause: 2s }\n",
        R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":404,"body":"<html>not here</html>",
            "headers":{"Content-Type":"text/html"}}}]})"
    );
    check_pause_loses_nothing(scene, "misrouted");
}

TEST_CASE("403 with every token pauses for authentication and rejects nothing") {
    Scene scene{{"--seed-ids", "crm-:300", "--require-profile-token"}};
    prepare(
        scene,
        few_connections,
        "delivery: { max_pause: 2s }\n",
        R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":403}}]})"
    );
    check_pause_loses_nothing(scene, "profile_token_refused");
}

TEST_CASE("403 from the Delivery API, which knows no authentication, pauses as blocked") {
    Scene scene;
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    support::FileText file;
    file.pipelines.front() = support::stream_pipeline();
    file.pipelines.front().more = "delivery: { max_pause: 2s }\n";
    scene.pipelines(file);
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/rest/"},"then":{"status":403}}]})");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 69);
    CHECK_THAT(run.out, Catch::Contains("blocked"));
    CHECK(summary_row(run.out, "sessions")["REJECTED"] == 0);
}

TEST_CASE("a certificate that is not trusted stops the run with the name and what to do") {
    Scene scene;
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    support::FileText file;
    file.destinations.front().config = "profile_auth: none\n";
    file.pipelines.front().more = "delivery: { max_pause: 2s }\n";
    scene.folder.write("pipeline.yaml", support::to_yaml(file, scene.sandbox.url(), ""));

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 69);
    CHECK_THAT(run.out, Catch::Contains("certificate"));
    CHECK_THAT(run.out, Catch::Contains("tls.ca_file"));
    CHECK(scene.sandbox.ledger().empty());
}

TEST_CASE("fifty rejects alike at the start stop the run before the rest meets the same") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    prepare(
        scene,
        few_connections,
        "",
        R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":400,"body":"<response><success>false</success><message>no such mbox</message></response>"}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 4);
    CHECK_THAT(
        run.out, Catch::Contains("the first 50 answers were all rejects with code 'refused'")
    );
    CHECK_THAT(run.out, Catch::Contains("no such mbox"));
    auto row = summary_row(run.out);
    const std::uint64_t rejected = row["REJECTED"];
    CHECK(rejected >= 50);
    CHECK(rejected < 50 + 4 * 4 + 1);

    // Mended: the next run delivers the rest, a replay what was rejected.
    scene.sandbox.script(R"({"rules":[]})");
    const auto rest = scene.run();
    INFO(said(rest));
    CHECK(rest.exit == 0);
    CHECK(scene.sandbox.count("accepted") == profiles - rejected);
    const auto replayed = scene.replay();
    INFO(said(replayed));
    CHECK(replayed.exit == 0);
    CHECK(scene.sandbox.count("accepted") == profiles);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
    CHECK(scene.rejects().empty());
}

TEST_CASE("an update that is not delivered within its life is given up with the last answer") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    prepare(
        scene,
        few_connections,
        "delivery: { max_life: 1s, retry: { base: 10ms, cap: 100ms } }\n",
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-7"},"then":{"status":500}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 3);
    CHECK(scene.sandbox.count("accepted") == profiles - 1);
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 1);
    CHECK(rejects.front().at("reason") == "gave_up");
    CHECK(rejects.front().at("reply_code") == 500);
    CHECK(rejects.front().at("attempts").as_int64() > 1);
    CHECK(rejects.front().at("line") == 8);
}
