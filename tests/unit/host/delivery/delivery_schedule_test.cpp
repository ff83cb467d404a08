// Random schedules of everything that can happen to a Delivery, against what is promised at every
// moment.
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;

namespace {

constexpr std::uint64_t records = 1500;
constexpr UserKey users = 12;

using Place = std::pair<std::uint64_t, std::uint32_t>;

struct Flight {
    std::uint64_t token;
    Place place;
    UserKey user;
};

// What is written down of a run, to judge it by.
struct Oracle {
    std::map<std::string, std::pair<Place, UserKey>> by_id;
    std::map<UserKey, std::set<Place>> open;  // by user: not final
    std::map<Place, int> finals;

    void admit(const std::string& id, Place place, UserKey user) {
        by_id[id] = {place, user};
        open[user].insert(place);
    }
    void settle(Place place, UserKey user) {
        ++finals[place];
        open[user].erase(place);
    }
};

struct Chaos {
    std::mt19937_64 chance;
    Desk desk;
    Oracle oracle;
    std::vector<Flight> flights;
    std::set<UserKey> users_in_flight;
    bool is_down = false;  // the far side: nothing gets through

    Chaos(std::uint64_t seed, DeliveryStart of) : chance{seed}, desk{std::move(of), {700, 1min}} {}

    std::uint64_t below(std::uint64_t n) { return chance() % n; }

    void read() {
        while (desk.read < records && desk.delivery.has_room() && below(4) != 0) {
            const std::uint64_t ordinal = desk.read;
            if (below(10) == 0) {
                desk.delivery.filter(desk.record());
                continue;
            }
            const UserKey first = 1 + below(users);
            const std::string id = "p-" + std::to_string(ordinal) + "-";
            if (below(5) == 0) {
                const UserKey second = 1 + below(users);
                desk.admit({first, second});
                oracle.admit(id + "1", {ordinal, 1}, second);
            } else {
                desk.admit({first});
            }
            oracle.admit(id + "0", {ordinal, 0}, first);
        }
    }

    void send() {
        const auto batch = desk.delivery.next_batch(desk.now);
        if (!batch.empty() && below(15) == 0) {
            desk.delivery.send_failed(batch, desk.now);
            return;
        }
        for (const sluice_record& record : batch) {
            const auto& [place, user] = oracle.by_id.at(std::string{sluice::to_view(record.id)});
            // The oldest of its user, and alone.
            REQUIRE(*oracle.open[user].begin() == place);
            REQUIRE(users_in_flight.insert(user).second);
            flights.push_back({record.token, place, user});
        }
        REQUIRE(desk.delivery.in_flight() == flights.size());
        REQUIRE(flights.size() <= 8);
    }

    sluice::Outcome any_outcome() {
        sluice::Outcome outcome = delivered();
        if (is_down) {
            return below(2) == 0 ? unreachable() : broken();
        }
        switch (below(14)) {
        case 0:
            outcome = rejected();
            break;
        case 1:
            outcome = retry();
            break;
        case 2:
            outcome = no_answer();
            break;
        case 3:
            outcome = busy(std::chrono::milliseconds{below(3000)});
            break;
        case 4:
            outcome = auth_failed();
            break;
        case 5:
            outcome = cancelled();
            break;
        case 6:
            outcome = verdict(static_cast<sluice::Verdict>(below(200) + 6));
            break;
        case 7:
            outcome = unreachable();
            break;
        case 8:
            outcome = broken();
            break;
        default:
            break;
        }
        outcome.maybe_delivered = outcome.maybe_delivered || below(20) == 0;
        return outcome;
    }

    void answer() {
        if (flights.empty()) {
            return;
        }
        std::swap(flights[below(flights.size())], flights.back());
        const Flight flight = flights.back();
        flights.pop_back();
        users_in_flight.erase(flight.user);
        const Became became = desk.delivery.on_result(flight.token, any_outcome(), desk.now);
        REQUIRE(Place{became.ordinal, became.sub} == flight.place);
        if (became.fate == Became::Fate::delivered) {
            oracle.settle(flight.place, flight.user);
        }
        REQUIRE(desk.answer(flight.token, delivered()) == Became::Fate::misbehaved);
    }

    void take_rejects() {
        for (const RejectRow& row : desk.delivery.take_rejects()) {
            const std::string id =
                "p-" + std::to_string(row.at.ordinal) + "-" + std::to_string(row.sub);
            REQUIRE(row.payload == "line " + std::to_string(row.at.ordinal));
            oracle.settle({row.at.ordinal, row.sub}, oracle.by_id.at(id).second);
        }
    }

    void serve_quota() {
        Quota& quota = desk.account.quota();
        quota.take_expired(desk.now.unix);
        if (const auto wish = quota.wish(desk.now.unix)) {
            quota.grant({*wish, desk.now.unix + 2min});
        }
    }

    // As run does: waits until something is due, unless there is something to answer.
    void wait() {
        const auto due = desk.delivery.next_due(desk.now);
        if (flights.empty() && due && *due > desk.now.time) {
            desk.pass(*due - desk.now.time + 1ms);
        } else {
            desk.pass(std::chrono::milliseconds{below(300)});
        }
    }

    void check() {
        REQUIRE_FALSE(desk.delivery.violation().has_value());
        std::uint64_t open = 0;
        for (const auto& [user, places] : oracle.open) {
            open += places.size();
        }
        REQUIRE(desk.delivery.counts().pending() == open);
        const Checkpoint checkpoint = desk.delivery.checkpoint();
        for (const auto& [user, places] : oracle.open) {
            for (const Place& place : places) {
                REQUIRE(place.first >= checkpoint.next.ordinal);
            }
        }
    }
};

}  // namespace

TEST_CASE(
    "over random schedules every update has one fate, in order per user, and nothing gets stuck"
) {
    const auto seed = GENERATE(range(1U, 13U));
    DeliveryStart of = start();
    of.plugin.max_in_flight = 8;
    of.plugin.max_batch_records = 3;
    of.plugin.is_idempotent = seed % 2 == 0;
    of.settings.on_unknown = seed % 3 == 0 ? OnUnknown::reject : OnUnknown::retry;
    of.settings.max_life = 20s;
    of.settings.max_open_records = 100;
    of.seed = seed;
    Chaos chaos{seed, of};
    const Delivery& delivery = chaos.desk.delivery;
    int steps = 0;
    int in_outage = 0;
    for (; chaos.desk.read < records || !delivery.is_idle(); ++steps) {
        REQUIRE(steps < 200'000);
        chaos.is_down = steps % 3000 > 2600;
        chaos.read();
        chaos.send();
        chaos.answer();
        chaos.take_rejects();
        chaos.serve_quota();
        chaos.wait();
        in_outage += chaos.desk.account.pause().kind() == PauseKind::breaker ? 1 : 0;
        if (steps % 20 == 0) {
            chaos.check();
        }
    }
    chaos.check();
    CHECK(in_outage > 0);
    CHECK(delivery.checkpoint().next.ordinal == records);
    CHECK(delivery.checkpoint().runs.empty());
    CHECK(chaos.oracle.finals.size() == chaos.oracle.by_id.size());
    for (const auto& [place, times] : chaos.oracle.finals) {
        REQUIRE(times == 1);
    }
}
