#include "fixtures.hpp"
#include "host/state/commit_writer.hpp"
#include "host/state/schema.hpp"
#include "host/state/store.hpp"

#include <catch2/catch.hpp>

using host::RejectFilter;
using host::RejectLimits;

namespace {

constexpr std::size_t payload_bytes = 10'000;

// Ten rejects of `loyalty`, given up at 1000, 1001 ..., and one of `visits`, older than all.
struct Fixture {
    test::TemporaryFolder folder;
    host::Store store = test::open_store(folder.state());

    Fixture() {
        auto database = host::open_state(folder.state()).value();
        host::CommitWriter writer{*database};
        host::Commit commit;
        for (std::uint64_t i = 0; i < 10; ++i) {
            commit.rejects.push_back(test::reject(i));
            commit.rejects.back().unix_ms = static_cast<std::int64_t>(1000 + i);
            commit.rejects.back().payload = std::string(payload_bytes, 'x');
        }
        commit.rejects.push_back(test::reject(0));
        commit.rejects.back().pipeline = "visits";
        commit.rejects.back().unix_ms = 1;
        if (!writer.write_rejects(commit)) {
            throw std::runtime_error{"no rejects"};
        }
    }
    std::vector<std::int64_t> times(const char* pipeline) {
        RejectFilter filter;
        filter.pipeline = pipeline;
        std::vector<std::int64_t> times;
        const auto rows = store.rejects(filter, 0, 100).value();
        for (const host::RejectRow& row : rows) {
            times.push_back(row.unix_ms);
        }
        return times;
    }
};

}  // namespace

TEST_CASE("rejects that are too old go, those of other pipelines stay") {
    Fixture state;
    const auto gone = state.store.expire_rejects("loyalty", {.since_ms = 1007}).value();
    CHECK(gone.by_age == 7);
    CHECK(gone.by_size == 0);
    CHECK(state.times("loyalty") == std::vector<std::int64_t>{1007, 1008, 1009});
    CHECK(state.times("visits").size() == 1);
}

TEST_CASE("of too many the oldest go, until the rest fits") {
    Fixture state;
    const RejectLimits limits{.since_ms = {}, .max_bytes = 3 * (payload_bytes + 300)};
    const auto gone = state.store.expire_rejects("loyalty", limits).value();
    CHECK(gone.by_size == 7);
    CHECK(state.times("loyalty") == std::vector<std::int64_t>{1007, 1008, 1009});
    CHECK(state.store.expire_rejects("loyalty", limits).value().by_size == 0);
    CHECK(state.times("visits").size() == 1);
}

TEST_CASE("one reject alone that is too large goes too, and what fits stays") {
    Fixture state;
    CHECK(
        state.store.expire_rejects("loyalty", {.since_ms = {}, .max_bytes = 1'000'000'000})
            .value()
            .by_size == 0
    );
    CHECK(
        state.store.expire_rejects("loyalty", {.since_ms = {}, .max_bytes = 100}).value().by_size ==
        10
    );
}

TEST_CASE("without limits everything stays") {
    Fixture state;
    const auto gone = state.store.expire_rejects("loyalty", {}).value();
    CHECK(gone.by_age + gone.by_size == 0);
    CHECK(state.times("loyalty").size() == 10);
}
