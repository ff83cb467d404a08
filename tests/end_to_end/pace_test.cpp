// The account's rate is kept, whoever sends to it; and the run says what it and the quota mean for
// its end.
#include "tests/end_to_end/status_scene.hpp"

#include <algorithm>
#include <csignal>

using end_to_end::accepted_of;
using end_to_end::Arrival;
using end_to_end::await_status;
using end_to_end::is_held_up_by;
using end_to_end::pipeline_of;
using end_to_end::prepare;
using end_to_end::said;
using end_to_end::Scene;
using support::lines;
using support::profile_line;

namespace json = boost::json;

namespace {

// Beyond `per_second` in any time, the most that was accepted: a burst, and what was longer on its
// way than what came after it.
double most_beyond(const std::vector<Arrival>& accepted, double per_second) {
    double most = 0;
    for (std::size_t from = 0; from < accepted.size(); ++from) {
        for (std::size_t to = from; to < accepted.size(); ++to) {
            const double seconds =
                static_cast<double>(accepted[to].unix_ns - accepted[from].unix_ns) / 1e9;
            most = std::max(most, static_cast<double>(to - from + 1) - seconds * per_second);
        }
    }
    return most;
}

// An update may be half a second longer on its way to the ledger than the next one.
double allowed(double per_second, double burst) {
    return burst + per_second / 2 + 1;
}

double seconds_of(const std::vector<Arrival>& accepted) {
    return static_cast<double>(accepted.back().unix_ns - accepted.front().unix_ns) / 1e9;
}

// Two pipelines of one account with records of their own, both with these lines.
void prepare_two(Scene& scene, std::size_t each, const std::string& more) {
    scene.records(lines(each, [](std::size_t i) { return profile_line(i); }));
    scene.folder.write("others.ndjson", lines(each, [&](std::size_t i) {
                           return profile_line(each + i);
                       }));
    support::FileText file;
    file.pipelines.front().more = more;
    file.pipelines.push_back(file.pipelines.front());
    file.pipelines.back().name = "others";
    file.pipelines.back().source = "others.ndjson";
    scene.pipelines(file);
}

}  // namespace

TEST_CASE("no time has more updates than the rate and its burst, retries included") {
    Scene scene{{"--seed-ids", "crm-:200"}};
    prepare(scene, 150, "rate: { limit: 50, burst: 5 }\n" + std::string{support::quick_retries});
    scene.sandbox.script(
        R"({"seed":5,"rules":[{"match":{"path":"/m2/","probability":0.2},"then":{"status":500}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    CHECK(accepted_of(arrivals).size() == 150);
    CHECK(arrivals.size() > 150);
    CHECK(most_beyond(arrivals, 50) <= allowed(50, 5));
    CHECK(seconds_of(arrivals) > 2);  // (150 - 5) / 50 s, less what the first was on its way
}

TEST_CASE("two pipelines of one account share its rate and take turns") {
    Scene scene{{"--seed-ids", "crm-:200"}};
    prepare_two(scene, 80, "rate: { limit: 50, burst: 5 }\n");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    const auto accepted = accepted_of(scene.sandbox.ledger());
    REQUIRE(accepted.size() == 160);
    CHECK(most_beyond(accepted, 50) <= allowed(50, 5));
    CHECK(seconds_of(accepted) > 2);
    const auto is_of_first = [](const Arrival& arrival) {
        return std::stoul(arrival.id.substr(4)) < 80;
    };
    const auto of_first = std::count_if(accepted.begin(), accepted.begin() + 80, is_of_first);
    CHECK(of_first >= 20);
    CHECK(of_first <= 60);
}

TEST_CASE("a rate that holds up the run is named with its number, and puts the end off") {
    Scene scene{{"--seed-ids", "crm-:2000"}};
    prepare(scene, 2000, "rate: 20\n");
    auto run = scene.start_run();
    const auto told = await_status(scene, run, [](const json::object& status) {
        return is_held_up_by(status, "pace") &&
               pipeline_of(status).at("updates_per_second").to_number<double>() > 0;
    });
    const auto& one = pipeline_of(told);
    CHECK_THAT(
        std::string{one.at("bottleneck").at("why").as_string()},
        Catch::Contains("held to `rate`, 20/s, now ")
    );
    CHECK(one.at("rate").at("limit").to_number<double>() == 20);
    const auto left = one.at("expected_end_ms").to_number<std::int64_t>() -
                      one.at("as_of_ms").to_number<std::int64_t>();
    const auto done = one.at("counts").at("delivered").to_number<std::int64_t>();
    CHECK(left >= (2000 - done) * 1000 / 20 * 9 / 10);  // whatever was read ahead
    run.send(SIGTERM);
    CHECK(run.wait().exit == 4);
}

TEST_CASE("a run whose quota will not do says when it will be used up") {
    Scene scene{{"--seed-ids", "crm-:2000"}};
    prepare(scene, 2000, "rate: 100\nquota: { limit: 1000, window: 10m }\n");
    auto run = scene.start_run();
    const auto told = await_status(scene, run, [](const json::object& status) {
        const json::value& quota = pipeline_of(status).at("quota");
        return !quota.is_null() && quota.at("used_up_ms").to_number<std::int64_t>() > 0;
    });
    const auto& quota = pipeline_of(told).at("quota").as_object();
    CHECK(
        quota.at("used_up_ms").to_number<std::int64_t>() >
        pipeline_of(told).at("as_of_ms").to_number<std::int64_t>()
    );
    REQUIRE(run.await([&] {
        return run.err().find("the quota will be used up before the source ends") !=
               std::string::npos;
    }));
    CHECK_THAT(
        run.err(), Catch::Contains(" left, used up about 2") && Catch::Contains("at this pace")
    );
    run.send(SIGTERM);
    const auto finished = run.wait();
    CHECK(finished.exit == 4);
    CHECK_THAT(
        finished.out, Catch::Contains("identifiers: quota: ") && Catch::Contains(" of 1,000 left")
    );
}

TEST_CASE("a dry run tells what is left of the quota, for all its pipelines, and the least time") {
    Scene scene{{"--seed-ids", "crm-:400"}};
    prepare_two(scene, 100, "rate: 50\nquota: { limit: 250 }\n");
    const auto first = scene.run({"--dry-run"});
    INFO(said(first));
    CHECK_THAT(
        first.out,
        Catch::Contains("quota: would use 100 of 250 in 24 h 00 min (left: 250)\n"
                        "  rate: at 50/s it takes 1.9 s at least") &&
            Catch::Contains("quota: would use 100 of 250 in 24 h 00 min (left: 150)\n")
    );
    CHECK(scene.sandbox.count("requests") == 0);

    const auto run = scene.run({"--limit", "60"});
    INFO(said(run));
    REQUIRE(scene.sandbox.count("accepted") == 120);
    const auto again = scene.run({"--dry-run"});
    INFO(said(again));
    CHECK_THAT(
        again.out,
        Catch::Contains("would use 100 of 250 in 24 h 00 min (left: 130)\n") &&
            Catch::Contains("would use 100 of 250 in 24 h 00 min (left: 30); 70 of them wait until "
                            "the window has room again\n")
    );
}
