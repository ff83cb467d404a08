// Random schedules of newer updates that take the place of older ones, against what a destination
// must hold in the end.
#include "tests/unit/host/delivery/coalescing_fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;

namespace {

using Fields = std::map<std::string, std::string>;

// What the destination holds of each user, and what it must hold in the end.
struct World {
    std::mt19937_64 chance;
    Desk desk;
    Coalesce how;
    std::map<std::string, Fields> held;
    std::map<std::string, Fields> wanted;
    std::vector<Sent> flights;
    std::uint64_t calls = 0;

    World(std::uint64_t seed, Coalesce of, DeliveryStart start)
        : chance{seed}, desk{std::move(start)}, how{of} {}

    std::uint64_t below(std::uint64_t n) { return chance() % n; }

    static void apply(Fields& fields, const std::string& n, const std::string& profile) {
        if (!n.empty()) {
            fields["n"] = n;
        }
        for (std::size_t at = profile.find('"'); at != std::string::npos;
             at = profile.find('"', at)) {
            const std::size_t colon = profile.find(':', at);
            const std::size_t end = profile.find_first_of(",}", colon);
            fields[profile.substr(at, colon - at)] = profile.substr(colon + 1, end - colon - 1);
            at = end;
        }
    }

    void read() {
        const std::string number = std::to_string(desk.read);
        const UserKey user = 1 + below(6);
        const std::string n = below(2) == 0 ? number : "";
        std::string profile;
        for (const char* member : {"\"a\":", "\"b\":", "\"c\":"}) {
            if (below(2) == 0) {
                profile += (profile.empty() ? "{" : ",") + std::string{member} + number;
            }
        }
        profile += profile.empty() ? "" : "}";
        Fields& fields = wanted[std::to_string(user)];
        if (how == Coalesce::replace) {
            fields.clear();
        }
        apply(fields, n, profile);
        admit(desk, user, n, profile);
    }

    void take(const Sent& sent) {
        Fields& fields = held[sent.user];
        if (how == Coalesce::replace) {
            fields.clear();
        }
        apply(fields, sent.n, sent.profile);
    }

    sluice::Outcome any_outcome() {
        switch (below(10)) {
        case 0:
            return retry();
        case 1:
            return no_answer();
        case 2:
            return busy(std::chrono::milliseconds{below(3000)});
        case 3:
            return cancelled();
        case 4:
            return auth_failed();
        default:
            return delivered();
        }
    }

    void answer() {
        if (flights.empty()) {
            return;
        }
        std::swap(flights[below(flights.size())], flights.back());
        const Sent sent = flights.back();
        flights.pop_back();
        const sluice::Outcome outcome = any_outcome();
        if (outcome.verdict == sluice::Verdict::delivered || outcome.maybe_delivered) {
            take(sent);
        }
        desk.answer(sent.token, outcome);
    }

    void turn(std::uint64_t records) {
        if (desk.read < records && desk.delivery.has_room() && below(3) != 0) {
            read();
        }
        if (below(3) == 0) {
            for (Sent& one : send(desk)) {
                ++calls;
                flights.push_back(std::move(one));
            }
        }
        answer();
        desk.pass(std::chrono::milliseconds{below(400)});
        REQUIRE_FALSE(desk.delivery.violation().has_value());
    }
};

}  // namespace

TEST_CASE("over random schedules a destination ends with what all updates in order would give") {
    const auto seed = GENERATE(range(1U, 11U));
    const Coalesce how = seed % 2 == 0 ? Coalesce::merge : Coalesce::replace;
    constexpr std::uint64_t records = 2000;
    DeliveryStart of = coalescing(how);
    of.plugin.max_in_flight = 3;
    of.plugin.max_life = std::chrono::hours{100};
    of.settings.max_open_records = 50;
    of.seed = seed;
    World world{seed, how, of};
    for (int turns = 0; world.desk.read < records || !world.desk.delivery.is_idle(); ++turns) {
        REQUIRE(turns < 100'000);
        world.turn(records);
    }
    CHECK(world.held == world.wanted);
    const Counts counts = world.desk.delivery.counts();
    CHECK(counts.updates == records);
    CHECK(counts.delivered + counts.superseded == records);
    CHECK(counts.superseded > 100);
    CHECK(world.desk.delivery.checkpoint().next.ordinal == records);
    CHECK(world.desk.delivery.checkpoint().runs.empty());
    CHECK(world.desk.delivery.open_bytes() == 0);
}
