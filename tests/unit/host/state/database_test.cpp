#include "fixtures.hpp"
#include "host/state/database.hpp"
#include "host/state/schema.hpp"

#include <catch2/catch.hpp>

using host::Blob;
using host::Statement;

namespace {

struct Fixture {
    test::TemporaryFolder folder;
    std::unique_ptr<host::Database> database = host::open_state(folder.state()).value();
};

}  // namespace

TEST_CASE("values come back as they were bound") {
    using namespace std::string_literals;
    Fixture state;
    auto statement = state.database->prepare("SELECT ?1, ?2, ?3, ?4, ?5");
    const std::string odd = "a\0b\xff'\""s;
    const std::uint64_t large = 0xffff'ffff'ffff'fff0U;
    statement.bind(large, std::int64_t{-5}, odd, Blob{odd}, std::string_view{});
    REQUIRE(statement.step() == Statement::Step::row);
    CHECK(statement.count(0) == large);
    CHECK(statement.integer(1) == -5);
    CHECK(statement.text(2) == odd);
    CHECK(statement.text(3) == odd);
    CHECK(statement.text(4).empty());
    CHECK(statement.step() == Statement::Step::done);
}

TEST_CASE("a statement can be bound and run again") {
    Fixture state;
    auto insert = state.database->prepare("INSERT INTO quota VALUES(?1, ?2, ?3)");
    for (std::int64_t i = 0; i < 3; ++i) {
        REQUIRE(insert.bind("acme", i, i).run());
        CHECK(state.database->changes() == 1);
    }
    CHECK_FALSE(insert.bind("acme", 1, 1).run());
    CHECK(test::holds(state.database->error("add").text, "UNIQUE constraint failed"));
    CHECK(insert.bind("acme", 9, 1).run());
}

TEST_CASE("SQL that does not fit the file fails in its step, with a sentence") {
    Fixture state;
    auto statement = state.database->prepare("SELECT x FROM nowhere");
    CHECK(statement.bind(1).step() == Statement::Step::failed);
    const auto error = state.database->error("look");
    CHECK(test::holds(error.text, "state.db: cannot look: no such table: nowhere (SQLite 1)"));
}

TEST_CASE("what a transaction did not commit is not there") {
    Fixture state;
    {
        host::Transaction transaction{*state.database};
        REQUIRE(transaction.begun());
        REQUIRE(state.database->exec("INSERT INTO quota VALUES('acme', 1, 1)"));
    }
    auto count = state.database->prepare("SELECT count(*) FROM quota");
    REQUIRE(count.step() == Statement::Step::row);
    CHECK(count.integer(0) == 0);
}

TEST_CASE("a second writer waits no longer than it was told, and says so") {
    Fixture state;
    const host::Transaction transaction{*state.database};
    REQUIRE(transaction.begun());
    auto options = state.folder.state();
    options.busy_timeout = std::chrono::milliseconds{1};
    auto other = host::Database::open(options).value();
    const host::Transaction second{*other};
    CHECK_FALSE(second.begun());
    CHECK(test::holds(other->error("write").text, "another process has kept the state busy"));
}

TEST_CASE("the state does not grow beyond the size that it may have") {
    Fixture state;
    auto options = state.folder.state();
    options.max_bytes = 100'000;
    auto limited = host::Database::open(options).value();
    auto insert = limited->prepare("INSERT INTO quota VALUES(?1, 1, 1)");
    CHECK(insert.bind(std::string(20'000, 'a')).run());
    CHECK_FALSE(insert.bind(std::string(200'000, 'b')).run());
    CHECK(test::holds(limited->error("write").text, "free some space"));
}
