#include "host/run/reject_retention.hpp"
#include "host/state/committer.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t now_ms = 1'795'514'400'000;

// A pipeline with rejects that are as many days old, and what is said of them.
struct Fixture {
    tests::TempFolder folder;
    host::StateOptions options{.directory = folder / "state"};
    host::Store store = host::Store::open(options).value();
    host::Console console{STDERR_FILENO};
    host::Redactor redactor;
    host::Log log{console, redactor, {.level = host::LogLevel::error, .format = {}}};
    host::RejectRetention retention{store, log};
    host::Pipeline pipeline;

    explicit Fixture(const std::vector<std::int64_t>& days) {
        pipeline.name = "loyalty";
        pipeline.file = "loyalty.yaml";
        add("1", days);
    }
    void add(const char* generation, const std::vector<std::int64_t>& days) {
        host::Commit commit;
        for (const std::int64_t age : days) {
            host::RejectRow row;
            row.pipeline = "loyalty";
            row.generation = generation;
            row.at.ordinal = commit.rejects.size();
            row.unix_ms = now_ms - age * day_ms;
            row.payload = std::string(10'000, 'x');
            commit.rejects.push_back(std::move(row));
        }
        auto committer = host::Committer::open(options);
        committer->submit(std::move(commit));
        REQUIRE(committer->flush());
    }
    std::uint64_t kept() { return store.count_rejects({}).value(); }
};

}  // namespace

TEST_CASE("by default rejects of 90 days stay") {
    Fixture state{{0, 89, 91, 400}};
    CHECK_FALSE(state.retention.begin(state.pipeline, now_ms));
    CHECK(state.kept() == 2);
    CHECK(state.retention.dropped("loyalty") == 2);
    CHECK(state.retention.dropped("visits") == 0);
}

TEST_CASE("with no limits all rejects stay") {
    Fixture state{{0, 4000}};
    state.pipeline.rejects = {.keep = 0s, .max_bytes = 0};
    CHECK_FALSE(state.retention.begin(state.pipeline, now_ms));
    state.retention.end(now_ms);
    CHECK(state.kept() == 2);
}

TEST_CASE("what became too old or too much within a run goes at its end, and is counted") {
    Fixture state{{0, 89, 91}};
    state.pipeline.rejects.max_bytes = 25'000;
    CHECK_FALSE(state.retention.begin(state.pipeline, now_ms));
    CHECK(state.kept() == 2);
    state.add("2", {0, 0});
    state.retention.end(now_ms + 2 * day_ms);
    CHECK(state.kept() == 2);
    CHECK(state.retention.dropped("loyalty") == 3);
}

TEST_CASE("a pipeline that says something else within a run is taken at its last word") {
    Fixture state{{0, 1, 2}};
    CHECK_FALSE(state.retention.begin(state.pipeline, now_ms));
    state.pipeline.rejects.max_bytes = 15'000;
    CHECK_FALSE(state.retention.begin(state.pipeline, now_ms));
    CHECK(state.kept() == 1);
    state.add("2", {0});
    state.retention.end(now_ms);
    CHECK(state.kept() == 1);
}
