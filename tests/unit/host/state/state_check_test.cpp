#include "damage.hpp"
#include "fixtures.hpp"
#include "host/state/group_writer.hpp"
#include "host/state/schema.hpp"
#include "host/state/state_check.hpp"

#include <catch2/catch.hpp>

using host::check_state;

namespace {

struct Fixture {
    test::TemporaryFolder folder;
    std::filesystem::path file = folder / "state/state.db";

    Fixture() {
        auto store = test::open_store(folder.state());
        if (!store.begin_generation("loyalty", test::identity(), 5)) {
            throw std::runtime_error{"no generation"};
        }
        host::GroupWriter writer{host::open_state(folder.state()).value()};
        host::CommitGroup group;
        group.commits.push_back(test::progress(0, 200));
        if (!writer.write(group)) {
            throw std::runtime_error{"no progress"};
        }
    }
    void change(const char* sql) {
        auto database = host::open_state(folder.state());
        REQUIRE((*database)->exec(sql));
    }
    std::string first_fault() {
        const auto check = check_state(folder.state());
        return check.faults.empty() ? "" : check.faults.front();
    }
};

}  // namespace

TEST_CASE("a sound state has no faults, and is counted") {
    Fixture state;
    const auto check = check_state(state.folder.state());
    CHECK(check.is_there);
    CHECK(check.faults.empty());
    CHECK(check.pipelines == 1);
    CHECK(check.rejects == 20);
    CHECK(check.bytes > 0);
}

TEST_CASE("where nothing has run there is nothing to fault, and nothing is made") {
    const test::TemporaryFolder folder;
    const auto check = check_state(folder.state());
    CHECK_FALSE(check.is_there);
    CHECK(check.faults.empty());
    CHECK_FALSE(std::filesystem::exists(folder / "state"));
}

TEST_CASE("damage to any page, and to the file as a whole, is found") {
    Fixture state;
    const auto pages = test::pages_of(state.file);
    for (std::uintmax_t page = 1; page <= pages; ++page) {
        const auto copy = state.file.string() + ".copy";
        std::filesystem::copy_file(state.file, copy);
        test::damage_page(state.file, page);
        INFO("page " << page << " of " << pages);
        CHECK_FALSE(state.first_fault().empty());
        std::filesystem::rename(copy, state.file);
    }
    std::filesystem::resize_file(state.file, test::page_bytes * 3 / 2);
    CHECK_FALSE(state.first_fault().empty());
    std::ofstream{state.file} << "this is no database at all, but text of some length";
    CHECK(test::holds(state.first_fault(), "not a database"));
}

TEST_CASE(
    "a checkpoint that does not decode, counts that do not add up and tables of others are found"
) {
    struct Row {
        const char* sql;
        const char* fault;
    };
    const auto row = GENERATE(
        Row{"UPDATE sources SET finals = x'07'", "'loyalty'"},
        Row{"UPDATE sources SET delivered = updates + 1", "do not add up"},
        Row{"INSERT INTO quota VALUES('acme', 1, -5)", "less than nothing"},
        Row{"CREATE TABLE other(x)", "tables of this version"},
        Row{"PRAGMA user_version = 77", "77"}
    );
    Fixture state;
    state.change(row.sql);
    INFO(row.sql);
    CHECK(test::holds(state.first_fault(), row.fault));
}
