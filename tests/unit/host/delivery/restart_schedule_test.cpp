// Random schedules of two pipelines of one account that are killed again and again, against a
// model: a row of updates for each user, and what was final at the last commit.
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <tuple>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;

namespace {

constexpr std::size_t pipelines = 2;
constexpr std::uint64_t records = 400;
constexpr std::uint64_t users = 9;
constexpr std::size_t credit = 6;

using Place = std::tuple<std::size_t, std::uint64_t, std::uint32_t>;  // pipeline, ordinal, sub

// The same at every reading.
std::vector<UserKey> users_of(std::size_t pipeline, std::uint64_t ordinal) {
    std::mt19937_64 chance{ordinal * pipelines + pipeline};
    std::vector<UserKey> some{1 + chance() % users};
    if (chance() % 4 == 0) {
        some.push_back(1 + chance() % users);
    }
    return some;
}

// What a kill leaves.
struct Durable {
    std::array<Checkpoint, pipelines> checkpoints;
    std::array<Counts, pipelines> counts;
    std::set<Place> finals;
};

struct Flight {
    std::uint64_t token;
    Place place;
    UserKey user;
};

// One life of the process.
class Session {
public:
    Session(const Durable& durable, std::mt19937_64& chance) : chance_{chance}, durable_{durable} {
        for (std::size_t i = 0; i < pipelines; ++i) {
            DeliveryStart of = start();
            of.plugin.max_in_flight = credit;
            of.plugin.max_batch_records = 2;
            of.plugin.is_idempotent = true;
            of.id_prefix = std::to_string(i);
            of.checkpoint = durable.checkpoints.at(i);
            of.counts = durable.counts.at(i);
            of.seed = chance();
            desks_.at(i) = std::make_unique<Desk>(account_, of);
            desks_.at(i)->read = of.checkpoint.next.ordinal;
        }
    }

    void step() {
        const std::size_t pipeline = chance_() % pipelines;
        read(pipeline);
        send(pipeline);
        answer();
        const Time time = chance_() % 8 == 0 ? Time{2s} : Time{5ms};
        for (const auto& desk : desks_) {
            desk->pass(time);
        }
    }

    Durable commit() const {
        Durable now;
        now.finals = durable_.finals;
        now.finals.insert(finals_.begin(), finals_.end());
        for (std::size_t i = 0; i < pipelines; ++i) {
            REQUIRE_FALSE(desks_.at(i)->delivery.violation().has_value());
            now.checkpoints.at(i) = desks_.at(i)->delivery.checkpoint();
            now.counts.at(i) = desks_.at(i)->delivery.counts();
        }
        return now;
    }

    bool is_done() const {
        return std::all_of(desks_.begin(), desks_.end(), [](const auto& desk) {
            return desk->read == records && desk->delivery.is_idle();
        });
    }

private:
    void read(std::size_t pipeline) {
        Desk& desk = *desks_.at(pipeline);
        for (auto most = chance_() % 4; most > 0 && desk.read < records; --most) {
            const std::uint64_t ordinal = desk.read;
            auto record = desk.record();
            if (desk.delivery.skip_final(record->at)) {
                desk.delivery.recycle(std::move(record));
                continue;
            }
            const std::vector<UserKey> some = users_of(pipeline, ordinal);
            const auto slots = record->arena.make<Slots>(some.size());
            for (std::uint32_t sub = 0; sub < some.size(); ++sub) {
                slots[sub].keys = {some[sub], 0};
                if (!durable_.finals.contains({pipeline, ordinal, sub})) {
                    rows_[some[sub]].push_back({pipeline, ordinal, sub});
                }
            }
            record->updates = slots;
            desk.delivery.admit(std::move(record));
        }
    }

    void send(std::size_t pipeline) {
        const bool was_paused = account_.pause().is_paused();
        Desk& desk = *desks_.at(pipeline);
        const auto batch = desk.delivery.next_batch(desk.now);
        for (const sluice_record& record : batch) {
            const std::string id{sluice::to_view(record.id)};
            const std::size_t second = id.find('-', 2);
            const Place place{
                pipeline,
                std::stoull(id.substr(2, second - 2)),
                static_cast<std::uint32_t>(std::stoul(id.substr(second + 1)))};
            const UserKey user = users_of(pipeline, std::get<1>(place)).at(std::get<2>(place));
            INFO("update " << id);
            REQUIRE_FALSE(durable_.finals.contains(place));
            REQUIRE(rows_[user].front() == place);
            REQUIRE(flying_.insert(user).second);
            flights_.push_back({record.token, place, user});
        }
        REQUIRE(desk.delivery.in_flight() <= credit);
        REQUIRE((!was_paused || batch.size() <= 1));
    }

    sluice::Outcome any_outcome() {
        switch (chance_() % 12) {
        case 0:
            return rejected();
        case 1:
            return retry();
        case 2:
            return no_answer();
        case 3:
            return busy(100ms);
        case 4:
            return unreachable();
        case 5:
            return cancelled();
        default:
            return delivered();
        }
    }

    void answer() {
        if (flights_.empty() || chance_() % 3 == 0) {
            return;
        }
        std::swap(flights_[chance_() % flights_.size()], flights_.back());
        const Flight flight = flights_.back();
        flights_.pop_back();
        flying_.erase(flight.user);
        const Became::Fate fate =
            desks_.at(std::get<0>(flight.place))->answer(flight.token, any_outcome());
        REQUIRE(fate != Became::Fate::misbehaved);
        if (fate != Became::Fate::again) {
            finals_.insert(flight.place);
            rows_[flight.user].pop_front();
        }
    }

    std::mt19937_64& chance_;
    const Durable& durable_;
    Account account_{QuotaLimit{}};
    std::array<std::unique_ptr<Desk>, pipelines> desks_;
    std::map<UserKey, std::deque<Place>> rows_;  // of both pipelines, as they were read
    std::set<UserKey> flying_;
    std::vector<Flight> flights_;
    std::set<Place> finals_;
};

}  // namespace

TEST_CASE(
    "over random kills what was committed is never sent again, and the rest in each user's order"
) {
    const auto seed = GENERATE(range(1U, 9U));
    std::mt19937_64 chance{seed};
    Durable durable;
    bool done = false;
    int lives = 0;
    while (!done) {
        REQUIRE(++lives < 200);
        const Durable began = durable;
        Session session{began, chance};
        for (auto steps = 50 + chance() % 400; steps > 0 && !done; --steps) {
            session.step();
            done = session.is_done();
            if (done || chance() % 40 == 0) {
                durable = session.commit();
            }
        }
    }
    CHECK(lives > 3);
    std::size_t owed = 0;
    for (std::size_t pipeline = 0; pipeline < pipelines; ++pipeline) {
        std::uint64_t updates = 0;
        for (std::uint64_t ordinal = 0; ordinal < records; ++ordinal) {
            updates += users_of(pipeline, ordinal).size();
        }
        owed += updates;
        CHECK(durable.counts.at(pipeline).updates == updates);
        CHECK(durable.counts.at(pipeline).pending() == 0);
        CHECK(durable.checkpoints.at(pipeline).next.ordinal == records);
    }
    CHECK(durable.finals.size() == owed);
}
