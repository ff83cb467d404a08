#include "fixtures.hpp"
#include "host/state/schema.hpp"

#include <catch2/catch.hpp>

#include <vector>

using host::open_state;

namespace {

void change(const test::TemporaryFolder& folder, const char* sql) {
    auto database = open_state(folder.state());
    REQUIRE(database);
    REQUIRE((*database)->exec(sql));
}

}  // namespace

TEST_CASE("a fresh state is made once and opened again") {
    const test::TemporaryFolder folder;
    change(folder, "INSERT INTO quota VALUES('acme', 1, 2)");
    auto again = open_state(folder.state());
    REQUIRE(again);
    auto count = (*again)->prepare("SELECT count FROM quota");
    REQUIRE(count.step() == host::Statement::Step::row);
    CHECK(count.integer(0) == 2);
}

TEST_CASE("a state of another version is refused, with what to do") {
    const std::string version = GENERATE("1", "9");
    const test::TemporaryFolder folder;
    change(folder, ("PRAGMA user_version = " + version).c_str());
    const auto opened = open_state(folder.state());
    REQUIRE_FALSE(opened);
    CHECK(test::holds(opened.error().text, "expected state version 2, found version " + version));
    CHECK(test::holds(opened.error().text, "written by another version of Sluice"));
    CHECK(opened.error().exit_code() == 74);
}

TEST_CASE("a database of another program is refused and left as it is") {
    const test::TemporaryFolder folder;
    change(folder, "PRAGMA application_id = 77");
    const auto opened = open_state(folder.state());
    REQUIRE_FALSE(opened);
    CHECK(test::holds(opened.error().text, "found a database of another program"));
}

TEST_CASE("a file that is no database is refused, with what to do") {
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "state");
    std::ofstream{folder / "state/state.db"} << std::string(8192, 'x');
    const auto opened = open_state(folder.state());
    REQUIRE_FALSE(opened);
    CHECK(test::holds(opened.error().text, "state.db: cannot open it: file is not a database"));
    CHECK(test::holds(opened.error().text, "move it away"));
    CHECK(opened.error().exit_code() == 74);
}

TEST_CASE("damage inside the file is an error and not an empty answer") {
    const test::TemporaryFolder folder;
    {
        auto store = test::open_store(folder.state());
        REQUIRE(store.begin_generation("loyalty", test::identity(), 0));
    }
    const auto path = folder / "state/state.db";
    const auto size = std::filesystem::file_size(path);
    std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(4096);
    file << std::string(size - 4096, '\xee');
    file.close();
    auto store = test::open_store(folder.state());
    const auto source = store.source("loyalty");
    REQUIRE_FALSE(source);
    CHECK(test::holds(source.error().text, "malformed"));
    CHECK(test::holds(source.error().text, "backup"));
}

TEST_CASE("processes that open a fresh state at the same time all succeed") {
    const test::TemporaryFolder folder;
    std::vector<pid_t> children;
    for (int i = 0; i < 8; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto store = host::Store::open(folder.state());
            const std::string pipeline = "p" + std::to_string(i);
            const bool good = store && store->begin_generation(pipeline, test::identity(), 0);
            ::_exit(good ? 0 : 1);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 1;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
}
