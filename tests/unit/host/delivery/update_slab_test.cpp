#include "host/delivery/update_slab.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <set>
#include <vector>

using host::token_of;
using host::Update;
using host::UpdateSlab;

namespace {

std::uint64_t send(Update& update) {
    update.state = Update::State::in_flight;
    ++update.generation;
    return token_of(update);
}

}  // namespace

TEST_CASE("a token finds its update while it is in flight, and only then") {
    UpdateSlab slab{41};
    Update& update = slab.take();
    CHECK(slab.in_flight(token_of(update)) == nullptr);
    const std::uint64_t token = send(update);
    CHECK(slab.in_flight(token) == &update);
    update.state = Update::State::scheduled;
    CHECK(slab.in_flight(token) == nullptr);
}

TEST_CASE("the token of an earlier attempt finds nothing") {
    UpdateSlab slab{41};
    Update& update = slab.take();
    const std::uint64_t first = send(update);
    const std::uint64_t second = send(update);
    CHECK(slab.in_flight(first) == nullptr);
    CHECK(slab.in_flight(second) == &update);
}

TEST_CASE("a token never finds the next update of its slot") {
    UpdateSlab slab{41};
    Update& update = slab.take();
    const std::uint64_t old = send(update);
    slab.give_back(update);
    CHECK(slab.in_flight(old) == nullptr);
    Update& next = slab.take();
    CHECK(next.slot == update.slot);
    CHECK(send(next) != old);
    CHECK(slab.in_flight(old) == nullptr);
}

TEST_CASE("a token of another slab, or an invented one, finds nothing") {
    UpdateSlab slab{41};
    UpdateSlab other{999'999};
    send(slab.take());
    CHECK(slab.in_flight(send(other.take())) == nullptr);
    for (const std::uint64_t token : {std::uint64_t{0}, UINT64_MAX, std::uint64_t{1'000'000}}) {
        CHECK(slab.in_flight(token) == nullptr);
    }
}

TEST_CASE("addresses stay while the slab grows, and slots are reused") {
    UpdateSlab slab{0};
    std::vector<Update*> updates;
    for (int i = 0; i < 1000; ++i) {
        updates.push_back(&slab.take());
    }
    CHECK(std::set<Update*>(updates.begin(), updates.end()).size() == 1000);
    CHECK(slab.live() == 1000);
    slab.give_back(*updates[500]);
    CHECK(slab.live() == 999);
    CHECK(&slab.take() == updates[500]);
}

TEST_CASE("a reused update remembers nothing of the one before") {
    UpdateSlab slab{0};
    Update& update = slab.take();
    update.keys = {1, 2};
    update.maybe_delivered = true;
    update.was_sent = true;
    update.has_failed = true;
    update.is_probe = true;
    update.attempts = 7;
    slab.give_back(update);
    const Update& next = slab.take();
    CHECK(next.keys == std::array<host::UserKey, 2>{0, 0});
    CHECK_FALSE(next.maybe_delivered);
    CHECK_FALSE(next.was_sent);
    CHECK_FALSE(next.has_failed);
    CHECK_FALSE(next.is_probe);
    CHECK(next.attempts == 0);
}

TEST_CASE("a visit meets what is in use and nothing else") {
    UpdateSlab slab{0};
    Update& first = slab.take();
    Update& second = slab.take();
    slab.give_back(first);
    std::vector<Update*> met;
    slab.for_each([&](Update& update) { met.push_back(&update); });
    CHECK(met == std::vector<Update*>{&second});
}
