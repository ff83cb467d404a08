// Adobe fails in every way at once: each profile still arrives, or is kept with the true reason,
// and what may have arrived twice is marked.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

constexpr std::size_t profiles = 10'000;

// About 20 % of all requests fail. What pauses the whole destination is rare and soon over.
constexpr std::string_view failing_at_random = R"({"seed": 20, "rules": [
  {"match": {"path": "/m2/", "every": 1100}, "then": {"status": 401, "until_token_refreshed": true}},
  {"match": {"path": "/m2/", "every": 3700}, "then": {"status": 403, "until_token_refreshed": true}},
  {"match": {"path": "/m2/", "every": 2900}, "then": {"status": 429, "retry_after": 1, "times": 2}},
  {"match": {"path": "/m2/", "every": 4300}, "then": {"status": 503, "retry_after_date": 2, "times": 1}},
  {"match": {"path": "/m2/", "probability": 0.01},
   "then": {"status": 400, "body": "<response><success>false</success><message>bad attribute</message></response>"}},
  {"match": {"path": "/m2/", "probability": 0.05}, "then": {"status": 500}},
  {"match": {"path": "/m2/", "probability": 0.03}, "then": {"status": 503}},
  {"match": {"path": "/m2/", "probability": 0.01}, "then": {"status": 408}},
  {"match": {"path": "/m2/", "probability": 0.03}, "then": {"reset": "before_reply"}},
  {"match": {"path": "/m2/", "probability": 0.03}, "then": {"reset": "before_reply", "apply": false}},
  {"match": {"path": "/m2/", "probability": 0.02}, "then": {"reset": "after_read"}},
  {"match": {"path": "/m2/", "probability": 0.03}, "then": {"reset": "half_reply"}}
]})";

// What the ledger knows of one id.
struct History {
    std::uint64_t accepted = 0;
    bool had_no_answer = false;  // at least one request got no whole reply
    bool was_refused = false;    // at least one was answered 400
};

std::map<std::string, History> histories(const std::vector<Arrival>& arrivals) {
    std::map<std::string, History> all;
    for (const Arrival& arrival : arrivals) {
        History& history = all[arrival.id];
        history.accepted += arrival.is_accepted ? 1 : 0;
        history.had_no_answer = history.had_no_answer || !arrival.is_replied;
        history.was_refused = history.was_refused || arrival.status == 400;
    }
    return all;
}

std::string id_in(const boost::json::object& reject) {
    const std::string payload{reject.at("payload").as_string()};
    const std::size_t begin = payload.find("crm-");
    return payload.substr(begin, payload.find('"', begin) - begin);
}

void require_true_reason(const boost::json::object& reject, const History& history) {
    REQUIRE(history.was_refused);
    REQUIRE(reject.at("reason") == "refused");
    REQUIRE(reject.at("reply_code") == 400);
    REQUIRE_THAT(std::string{reject.at("message").as_string()}, Catch::Contains("bad attribute"));
    REQUIRE(reject.at("maybe_delivered").as_bool() == history.had_no_answer);
}

}  // namespace

TEST_CASE("of 10,000 updates, a fifth of whose requests fail at random, each ends as the host says"
) {
    Scene scene{{"--seed-ids", "crm-:10000", "--require-profile-token"}};
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline(support::quick_retries);
    scene.sandbox.script(failing_at_random);

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 3);
    const auto counts = scene.sandbox.counts();
    CHECK(
        counts.at("scripted").to_number<double>() / counts.at("requests").to_number<double>() > 0.17
    );

    auto all = histories(scene.sandbox.ledger("profile_update"));
    REQUIRE(all.size() == profiles);
    std::set<std::string> rejected;
    for (const auto& reject : scene.rejects()) {
        const std::string id = id_in(reject);
        require_true_reason(reject, all.at(id));
        REQUIRE(rejected.insert(id).second);
    }
    std::uint64_t maybe_twice = 0;
    for (const auto& [id, history] : all) {
        INFO(id);
        const bool is_rejected = rejected.contains(id);
        REQUIRE((is_rejected || history.accepted >= 1));
        REQUIRE((history.accepted <= 1 || history.had_no_answer));
        maybe_twice += !is_rejected && history.had_no_answer ? 1 : 0;
    }
    auto row = summary_row(run.out);
    CHECK(row["DELIVERED"] == profiles - rejected.size());
    CHECK(row["REJECTED"] == rejected.size());
    CHECK(row["PENDING"] == 0);
    CHECK(row["MAYBE TWICE"] == maybe_twice);
}
