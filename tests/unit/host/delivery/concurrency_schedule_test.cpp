// A limit over random far sides that take only so many at a time, and later all: where it settles,
// and how soon it is back.
#include "host/delivery/concurrency_limit.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using namespace host;

namespace {

// A far side that works on `capacity` updates at a time and refuses the others, as quickly.
struct FarSide {
    struct Flight {
        Time due;
        Time sent;
        bool is_refused;
        bool operator>(const Flight& other) const { return due > other.due; }
    };

    std::mt19937_64 chance;
    ConcurrencyLimit limit;
    std::size_t capacity;
    Time delay;
    Strain refusal;

    Time now = 1000s;
    std::priority_queue<Flight, std::vector<Flight>, std::greater<>> flights = {};
    std::size_t at_work = 0;
    std::uint64_t answers = 0;
    std::uint64_t refusals = 0;
    std::size_t least = SIZE_MAX;  // limit that ever was
    std::size_t most = 0;

    void send() {
        const bool is_refused = at_work >= capacity;
        at_work += is_refused ? 0 : 1;
        const Time jitter{static_cast<Time::rep>(chance() % (delay.count() / 5))};
        flights.push({now + delay + jitter, now, is_refused});
    }

    void answer_one() {
        while (flights.size() < limit.now()) {
            send();
        }
        const Flight flight = flights.top();
        now = flight.due + 1ns;
        limit.answered(
            {flight.is_refused ? refusal : Strain::none, flight.sent, now, flights.size()}
        );
        flights.pop();
        at_work -= flight.is_refused ? 0 : 1;
        ++answers;
        refusals += flight.is_refused ? 1 : 0;
        least = std::min(least, limit.now());
        most = std::max(most, limit.now());
    }

    void work_for(Time duration) {
        for (const Time end = now + duration; now < end;) {
            answer_one();
        }
    }
};

}  // namespace

TEST_CASE("over random far sides the limit settles near what they take, and is back at the credit "
          "when they take all") {
    const auto seed = GENERATE(range(1U, 21U));
    std::mt19937_64 chance{seed};
    const std::size_t credit = 2 + chance() % 300;
    const std::size_t capacity = 1 + chance() % credit;
    const Time delay = 1ms + Time{static_cast<Time::rep>(chance() % 100'000'000)};
    const Strain refusal = chance() % 2 == 0 ? Strain::asked : Strain::sign;
    CAPTURE(credit, capacity, delay.count(), static_cast<int>(refusal));
    FarSide far{chance, ConcurrencyLimit{credit}, capacity, delay, refusal};

    far.work_for(1min);
    far.answers = far.refusals = 0;
    const Time began = far.now;
    far.work_for(1min);

    const double taken = static_cast<double>(far.answers - far.refusals);
    const double possible = static_cast<double>(capacity) * ((far.now - began) / (delay * 1.1));
    CHECK(taken >= 0.75 * possible);
    CHECK(static_cast<double>(far.refusals) <= 0.3 * taken);

    far.capacity = credit;
    const Time lifted = far.now;
    far.answers = 0;
    while (far.limit.now() < credit && far.now < lifted + 5min) {
        far.answer_one();
    }
    CHECK(far.limit.now() == credit);
    // One hold, then steps that double.
    CHECK(far.now - lifted <= ConcurrencyLimit::longest_hold + 10s);
    far.work_for(1min);
    CHECK(far.limit.now() == credit);
    CHECK(far.least >= 1);
    CHECK(far.most == credit);
}
