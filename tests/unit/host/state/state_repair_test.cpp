#include "damage.hpp"
#include "fixtures.hpp"
#include "host/state/group_writer.hpp"
#include "host/state/pipeline_lock.hpp"
#include "host/state/schema.hpp"
#include "host/state/state_check.hpp"
#include "host/state/state_repair.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using host::repair_state;

namespace {

constexpr std::int64_t now_ms = 1'795'514'400'000;  // 2026-11-24T10:00:00Z
constexpr std::uint64_t records = 2000;             // of which 200 were rejected
const char* const kept_name = "state/state.db.damaged-20261124T100000Z";

struct Fixture {
    test::TemporaryFolder folder;
    std::filesystem::path file = folder / "state/state.db";

    Fixture() {
        auto store = test::open_store(folder.state());
        bool good = bool{store.begin_generation("loyalty", test::identity(), 5)} &&
                    bool{store.begin_generation("visits", test::identity(), 5)};
        host::RunRow run;
        run.pipeline = "loyalty";
        run.generation = "1";
        good = good && store.begin_run(run);
        host::GroupWriter writer{host::open_state(folder.state()).value()};
        host::CommitGroup group;
        group.commits.push_back(test::progress(0, records));
        group.reservations.push_back(
            {.account = "acme",
             .count = 7,
             .limit = 100,
             .window = std::chrono::hours{24},
             .now_ms = now_ms}
        );
        if (!good || !writer.write(group)) {
            throw std::runtime_error{"no state"};
        }
    }
    host::RepairReport repair() {
        const auto report = repair_state(folder / "state", {"loyalty", "visits"}, now_ms);
        if (!report) {
            throw std::runtime_error{report.error().text};
        }
        return *report;
    }
};

std::string joined(const host::RepairReport& report) {
    std::string all;
    for (const std::string& sentence : report.sentences) {
        all += sentence + '\n';
    }
    return all;
}

std::string content(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

TEST_CASE("a sound state is left alone") {
    Fixture state;
    const std::string before = content(state.file);
    CHECK(state.repair().was_sound);
    CHECK(content(state.file) == before);
}

TEST_CASE("of a state with one damaged page of rejects all other rejects are saved, and all else") {
    Fixture state;
    const auto page = test::page_with(state.file, "{\"id\": 1000}");
    REQUIRE(page > 1);
    test::damage_page(state.file, page);
    const std::string damaged = content(state.file);

    const auto report = state.repair();

    INFO(joined(report));
    CHECK(content(state.folder / kept_name) == damaged);
    auto store = test::open_store(state.folder.state());
    const auto rejects = store.rejects({}, 0, 1000).value();
    CHECK(rejects.size() > 150);
    CHECK(rejects.size() < 200);
    CHECK(rejects.front().at.ordinal == 0);
    CHECK(rejects.back().at.ordinal == records - 10);
    CHECK(test::holds(
        joined(report), "at most " + std::to_string(200 - rejects.size()) + " could not be read"
    ));
    CHECK(store.source("loyalty").value()->checkpoint.next.ordinal == records);
    CHECK(store.runs(std::nullopt, 10).value().size() == 1);
    CHECK(store.quota_used("acme", std::chrono::hours{24}, now_ms).value() == 7);
    CHECK(test::holds(joined(report), "checkpoint of loyalty saved: it goes on at record 2001"));
}

TEST_CASE("whatever page is damaged, the repaired state is sound and nothing in it is invented") {
    Fixture state;
    const auto pages = test::pages_of(state.file);
    const std::string whole = content(state.file);
    for (std::uintmax_t page = 1; page <= pages; ++page) {
        test::damage_page(state.file, page);
        const auto report = state.repair();
        INFO("page " << page << " of " << pages << "\n" << joined(report));
        CHECK(host::check_state(state.folder.state()).faults.empty());
        auto store = test::open_store(state.folder.state());
        const auto rejects = store.rejects({}, 0, 1000).value();
        const bool are_real = std::all_of(rejects.begin(), rejects.end(), [](const auto& row) {
            return row.payload == test::reject(row.at.ordinal).payload;
        });
        CHECK(are_real);
        const auto source = store.source("loyalty").value();
        CHECK((!source || source->checkpoint.next.ordinal == records || source->finished));
        std::filesystem::remove(state.folder / kept_name);
        std::ofstream{state.file, std::ios::binary | std::ios::trunc} << whole;
    }
}

TEST_CASE("a checkpoint that cannot be read starts anew, under a number that no saved reject has") {
    Fixture state;
    {
        auto database = host::open_state(state.folder.state()).value();
        REQUIRE(database->exec("UPDATE sources SET finals = x'07' WHERE pipeline = 'loyalty'"));
    }
    const auto report = state.repair();
    INFO(joined(report));
    CHECK(test::holds(joined(report), "checkpoint of loyalty damaged: it starts from the beginning")
    );
    CHECK(test::holds(joined(report), "checkpoint of visits saved"));
    auto store = test::open_store(state.folder.state());
    CHECK(store.source("loyalty").value()->finished);
    CHECK(store.begin_generation("loyalty", test::identity(), 6).value().generation == "2");
    CHECK(store.count_rejects({}).value() == 200);
}

TEST_CASE(
    "a file that is no database, or has no byte, becomes an empty state that says what is lost"
) {
    const bool is_empty = GENERATE(true, false);
    Fixture state;
    REQUIRE(host::PipelineLock::take(state.folder / "state", "loyalty"));
    std::filesystem::remove(state.folder / "state/state.db-wal");
    std::ofstream{state.file, std::ios::binary | std::ios::trunc}
        << std::string(is_empty ? 0 : 10'000, 'x');
    const auto report = state.repair();
    INFO(joined(report));
    CHECK(report.sentences.size() >= 2);
    CHECK(host::check_state(state.folder.state()).faults.empty());
    CHECK(test::open_store(state.folder.state()).count_rejects({}).value() == 0);
}

TEST_CASE("nothing is repaired while a pipeline of the folder runs") {
    Fixture state;
    test::damage_page(state.file, 2);
    const auto running = host::PipelineLock::take(state.folder / "state", "elsewhere");
    const auto report = repair_state(state.folder / "state", {"loyalty"}, now_ms);
    REQUIRE_FALSE(report);
    CHECK(report.error().exit_code() == 75);
    CHECK_FALSE(std::filesystem::exists(state.folder / kept_name));
}

TEST_CASE("where nothing has run there is nothing to repair") {
    const test::TemporaryFolder folder;
    const auto report = repair_state(folder / "state", {}, now_ms);
    REQUIRE_FALSE(report);
    CHECK(report.error().exit_code() == 74);
}
