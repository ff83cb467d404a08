#include "host/report/status_file.hpp"
#include "host/report/status_json.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sys/stat.h>

using host::read_status_file;
using host::status_file;
using host::write_status_file;

TEST_CASE("a status file is whole, for its owner alone, and leaves nothing beside it") {
    const tests::TempFolder folder;
    const auto file = status_file(folder.path(), "loyalty");
    CHECK(file.filename() == "loyalty.status.json");
    write_status_file(file, std::string(100'000, ' '));
    write_status_file(file, host::to_json(test::full_snapshot()) + '\n');
    const auto read = read_status_file(file);
    REQUIRE(read);
    CHECK(read->pipelines.front().process == 4711);
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("where nothing can be written nothing happens") {
    write_status_file("/nowhere/at/all.status.json", "{}");
    CHECK_FALSE(read_status_file("/nowhere/at/all.status.json"));
}

TEST_CASE("a link that lies in wait is not followed") {
    const tests::TempFolder folder;
    const std::string victim = folder.write("victim", "precious");
    const auto file = status_file(folder.path(), "loyalty");
    std::filesystem::create_symlink(victim, file.string() + ".part");
    write_status_file(file, "{}");
    std::ifstream stream{victim};
    CHECK(std::string{std::istreambuf_iterator<char>{stream}, {}} == "precious");
}

TEST_CASE("one that cannot be written leaves the last whole one") {
    const tests::TempFolder folder;
    const auto file = status_file(folder.path(), "loyalty");
    write_status_file(file, host::to_json(test::full_snapshot()));
    std::filesystem::create_directory(file.string() + ".part");
    write_status_file(file, "{}");
    REQUIRE(read_status_file(file));
    CHECK(read_status_file(file)->version == "1.2.3");
}
