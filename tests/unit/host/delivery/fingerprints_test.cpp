#include "host/delivery/fingerprints.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace host;
using namespace host::test;

namespace {

class Stored final : public StoredFingerprints {
public:
    std::uint64_t of(UserKey user) override { return of_[user]; }
    void commit(const std::vector<Fingerprint>& fingerprints) {
        for (const Fingerprint& one : fingerprints) {
            of_[one.user] = one.value;
        }
    }

private:
    std::map<UserKey, std::uint64_t> of_;
};

// A Delivery that knows what it delivered.
struct Memory {
    Stored stored;
    Desk desk{with(stored)};

    static DeliveryStart with(Stored& stored) {
        DeliveryStart of = start();
        of.fingerprints = &stored;
        return of;
    }

    void admit(UserKeys user, std::uint64_t fingerprint) {
        std::unique_ptr<Record> record = desk.record();
        const auto slots = record->arena.make<Slots>(1);
        slots[0].keys = user;
        slots[0].fingerprint = fingerprint;
        record->updates = slots;
        desk.delivery.admit(std::move(record));
    }
    std::uint64_t unchanged() const { return desk.delivery.counts().unchanged; }
    void deliver() { desk.answer(desk.send_one(), delivered()); }
    void commit() {
        stored.commit(desk.delivery.take_fingerprints());
        desk.delivery.fingerprints_durable();
    }
};

}  // namespace

TEST_CASE("what was taken for a commit is known before and after it is durable") {
    Stored stored;
    Fingerprints fingerprints{&stored};
    fingerprints.delivered({1, 0}, 7);
    CHECK(fingerprints.is_unchanged({1, 0}, 7));
    CHECK_FALSE(fingerprints.is_unchanged({1, 0}, 8));
    CHECK_FALSE(fingerprints.is_unchanged({2, 0}, 7));
    const auto taken = fingerprints.take();
    REQUIRE(taken.size() == 1);
    CHECK(fingerprints.is_unchanged({1, 0}, 7));
    CHECK(fingerprints.take().empty());
    fingerprints.delivered({1, 0}, 8);
    CHECK(fingerprints.is_unchanged({1, 0}, 8));
    stored.commit(taken);
    fingerprints.durable();
    CHECK(fingerprints.is_unchanged({1, 0}, 8));
}

TEST_CASE("nobody's update, and one without a fingerprint, is never unchanged") {
    Stored stored;
    const Fingerprints fingerprints{&stored};
    CHECK_FALSE(fingerprints.is_unchanged({0, 0}, 7));
    CHECK_FALSE(fingerprints.is_unchanged({1, 0}, 0));
}

TEST_CASE("an update that says what was delivered last is final at once, over commits") {
    Memory memory;
    memory.admit({1, 0}, 7);
    memory.deliver();
    memory.admit({1, 0}, 7);
    CHECK(memory.unchanged() == 1);
    memory.commit();
    memory.admit({1, 0}, 7);
    memory.admit({2, 0}, 7);
    CHECK(memory.unchanged() == 2);
    memory.deliver();
    CHECK(memory.desk.delivery.is_idle());
    CHECK(memory.desk.delivery.checkpoint().next.ordinal == 4);
    CHECK_FALSE(memory.desk.delivery.violation().has_value());
}

TEST_CASE("while another update of the user is open, none is unchanged") {
    Memory memory;
    memory.admit({1, 0}, 7);
    memory.deliver();
    memory.admit({1, 0}, 8);
    memory.admit({1, 0}, 7);
    CHECK(memory.unchanged() == 0);
    memory.deliver();
    memory.deliver();
    memory.admit({1, 0}, 7);
    CHECK(memory.unchanged() == 1);
}

TEST_CASE("a user of two keys is unchanged only by both") {
    Memory memory;
    memory.admit({1, 2}, 7);
    memory.deliver();
    memory.admit({0, 2}, 8);
    memory.deliver();
    memory.admit({1, 2}, 7);
    CHECK(memory.unchanged() == 0);
    memory.deliver();
    memory.admit({1, 2}, 7);
    memory.admit({1, 0}, 7);
    CHECK(memory.unchanged() == 2);
}

TEST_CASE("after a reject that may have been delivered nothing is known of the user") {
    Memory memory;
    memory.admit({1, 0}, 7);
    memory.deliver();
    memory.admit({1, 0}, 8);
    sluice::Outcome outcome = rejected();
    outcome.maybe_delivered = true;
    memory.desk.answer(memory.desk.send_one(), outcome);
    memory.admit({1, 0}, 7);
    CHECK(memory.unchanged() == 0);
    memory.deliver();
    memory.admit({1, 0}, 9);
    memory.desk.answer(memory.desk.send_one(), rejected());
    memory.admit({1, 0}, 7);
    CHECK(memory.unchanged() == 1);
}
