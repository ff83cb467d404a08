#include "host/delivery/batches.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <array>

using host::Batches;
using host::Slots;
using host::Update;

namespace {

Update update_with(const Slots& slots) {
    Update update;
    update.slots = &slots;
    update.slot = 3;
    update.generation = 9;
    update.attempts = 2;
    update.id = "p-7-0";
    return update;
}

}  // namespace

TEST_CASE("a record of a batch carries the update as the wall wants it") {
    const std::array<sluice_value, 2> values{};
    Slots slots;
    slots.values = values;
    slots.op = SLUICE_OP_DELETE;
    const Update update = update_with(slots);
    Batches batches;
    const auto batch = batches.start(host::Time{0});
    CHECK(batches.records(batch).empty());
    batches.add(batch, update);
    REQUIRE(batches.records(batch).size() == 1);
    const sluice_record& record = batches.records(batch)[0];
    CHECK(record.token == host::token_of(update));
    CHECK(record.values == values.data());
    CHECK(record.n_values == 2);
    CHECK(record.op == SLUICE_OP_DELETE);
    CHECK(sluice::to_view(record.id) == "p-7-0");
    CHECK(record.attempt == 3);
    CHECK(record.flags == 0);
    CHECK(record.reserved0 == 0);
}

TEST_CASE("an array is reused only when all of its records are answered") {
    const Slots slots;
    const Update update = update_with(slots);
    Batches batches;
    const auto first = batches.start(host::Time{0});
    batches.add(first, update);
    batches.add(first, update);
    const sluice_record* address = batches.records(first).data();
    batches.answered(first);
    const auto second = batches.start(host::Time{0});
    CHECK(second != first);
    for (int i = 0; i < 100; ++i) {
        batches.add(second, update);
    }
    CHECK(batches.records(first).data() == address);
    CHECK(batches.records(first).size() == 2);
    batches.answered(first);
    CHECK(batches.start(host::Time{0}) == first);
    CHECK(batches.records(first).empty());
}

TEST_CASE("a batch that was started in vain is reused at once") {
    Batches batches;
    const auto first = batches.start(host::Time{0});
    batches.drop(first);
    CHECK(batches.start(host::Time{0}) == first);
}
