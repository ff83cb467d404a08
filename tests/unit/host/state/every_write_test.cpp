// A small run of commits whose disk fails, or whose process or power ends, at each of its
// operations in turn: what is found afterwards is what some prefix of the commits wrote, and never
// less than what was acknowledged.
#include "fixtures.hpp"
#include "host/state/group_writer.hpp"
#include "host/state/quota.hpp"
#include "host/state/schema.hpp"
#include "tests/support/faulty_disk.hpp"

#include <catch2/catch.hpp>

#include <optional>

using host::CommitGroup;
using host::GroupWriter;
using support::DiskFaults;
using support::FaultyDisk;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t groups = 6;
constexpr std::uint64_t records_each = 25;
constexpr std::uint64_t units_each = 10;
constexpr std::int64_t now_ms = 1'700'000'000'000;

CommitGroup group(std::uint64_t number) {
    CommitGroup group;
    const std::uint64_t from = number * records_each;
    group.commits.push_back(test::progress(from, from + records_each));
    // Some records beyond are final too, which is what the set of finals holds.
    const std::uint64_t beyond = from + records_each + 3;
    group.commits.back().checkpoint->runs = {{.first = beyond, .last = beyond + number}};
    group.reservations.push_back(
        {.account = "acme", .count = units_each, .limit = 1000, .window = 24h, .now_ms = now_ms}
    );
    return group;
}

struct Written {
    bool begun = false;
    std::uint64_t acknowledged = 0;  // groups
};

// Everything that a run does to its state, until the disk fails.
Written write_all(const host::StateOptions& options) {
    Written written;
    auto store = host::Store::open(options);
    if (!store || !store->begin_generation("loyalty", test::identity(), now_ms)) {
        return written;
    }
    written.begun = true;
    auto database = host::open_state(options);
    if (!database) {
        return written;
    }
    GroupWriter writer{*std::move(database)};
    for (std::uint64_t i = 0; i < groups && writer.write(group(i)); ++i) {
        ++written.acknowledged;
    }
    return written;
}

std::string integrity(const host::StateOptions& options) {
    auto database = host::open_state(options).value();
    auto statement = database->prepare("PRAGMA integrity_check");
    return statement.step() == host::Statement::Step::row ? statement.string(0) : "no answer";
}

void check_prefix(const host::StateOptions& options, const Written& written) {
    REQUIRE(integrity(options) == "ok");
    host::Store store = test::open_store(options);
    const auto source = store.source("loyalty").value();
    REQUIRE((source.has_value() || !written.begun));
    if (!source) {
        return;
    }
    const std::uint64_t reached = source->checkpoint.next.ordinal;
    CHECK(reached % records_each == 0);
    CHECK(reached / records_each >= written.acknowledged);
    CHECK(reached / records_each <= written.acknowledged + 1);
    CHECK(source->counts.records == reached);
    CHECK(source->counts.pending() == 0);
    CHECK(source->checkpoint.runs.size() == (reached == 0 ? 0 : 1));
    const auto rejects = store.rejects({}, 0, 1000).value();
    CHECK(rejects.size() == source->counts.rejected);
    for (std::size_t i = 0; i < rejects.size(); ++i) {
        CHECK(rejects[i].at.ordinal == i * 10);
    }
    CHECK(store.quota_used("acme", 24h, now_ms).value() == reached / records_each * units_each);
}

// Once more from where it stands, on a sound disk: nothing stops the rest.
void check_goes_on(const host::StateOptions& options) {
    host::Store store = test::open_store(options);
    const auto source = store.source("loyalty").value();
    const std::uint64_t done = source ? source->checkpoint.next.ordinal / records_each : 0;
    if (!source) {
        REQUIRE(store.begin_generation("loyalty", test::identity(), now_ms));
    }
    GroupWriter writer{host::open_state(options).value()};
    for (std::uint64_t i = done; i < groups; ++i) {
        REQUIRE(writer.write(group(i)));
    }
    check_prefix(options, {.begun = true, .acknowledged = groups});
}

// Fails at the k-th operation for k = 1, 2 ... until a run meets no fault; gives the last k.
template <class AfterFault>
std::uint64_t at_every_operation(
    const DiskFaults& faults, FaultyDisk::Memory memory, const AfterFault& after_fault
) {
    for (std::uint64_t k = 1;; ++k) {
        const test::TemporaryFolder folder;
        FaultyDisk disk{memory};
        DiskFaults here = faults;
        here.at = k;
        disk.fail(here);
        const Written written = write_all(folder.state());
        const bool failed = disk.failed() != 0;
        disk.heal();
        INFO("operation " << k << ", " << written.acknowledged << " groups acknowledged");
        after_fault(disk);
        check_prefix(folder.state(), written);
        check_goes_on(folder.state());
        if (!failed) {
            CHECK(written.acknowledged == groups);
            return k;
        }
    }
}

}  // namespace

TEST_CASE("a disk that is full from any operation on leaves a whole prefix of the commits") {
    const auto last = at_every_operation(
        {.kind = DiskFaults::Kind::full}, FaultyDisk::Memory::of_unsynced, [](auto&) {}
    );
    CHECK(last > 30);
}

TEST_CASE("so does one error at any operation") {
    const DiskFaults once{.kind = DiskFaults::Kind::io, .at = 1, .count = 1};
    CHECK(at_every_operation(once, FaultyDisk::Memory::of_unsynced, [](auto&) {}) > 30);
}

TEST_CASE("so does the end of the process at any operation") {
    // From that operation on nothing reaches the disk: what a dead process does.
    const DiskFaults dead{.kind = DiskFaults::Kind::io};
    CHECK(at_every_operation(dead, FaultyDisk::Memory::of_unsynced, [](auto&) {}) > 30);
}

TEST_CASE("so does the end of the power at any operation, whichever unsynced bytes are lost") {
    const std::uint64_t seed = GENERATE(1U, 2U, 3U);
    const DiskFaults dead{.kind = DiskFaults::Kind::io};
    const auto last = at_every_operation(dead, FaultyDisk::Memory::of_unsynced, [&](auto& disk) {
        disk.lose_power(seed);
    });
    CHECK(last > 30);
}
