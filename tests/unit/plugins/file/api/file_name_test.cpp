#include "file/api/file_name.hpp"

#include <catch2/catch.hpp>

TEST_CASE("the file that grows is named for its place among those that write") {
    CHECK(file::part_name("out/users.csv", 1) == "out/users.csv.part");
    CHECK(file::part_name("out/users.csv", 2) == "out/users.csv.2.part");
}

TEST_CASE("a finished file is named for its second, before its extension") {
    const std::chrono::system_clock::time_point time{std::chrono::milliseconds{1'787'133'661'999}};
    CHECK(file::finished_name("out/users.csv", time, 1) == "out/users-20260819T100101Z.csv");
    CHECK(file::finished_name("out/users.csv", time, 2) == "out/users-20260819T100101Z-2.csv");
    CHECK(file::finished_name("out.d/users", time, 1) == "out.d/users-20260819T100101Z");
    CHECK(file::finished_name("/.hidden", time, 1) == "/.hidden-20260819T100101Z");
    CHECK(file::finished_name("a.tar.gz", time, 1) == "a.tar-20260819T100101Z.gz");
}

TEST_CASE("a path without a folder is in the present one") {
    CHECK(file::folder_of("users.csv") == ".");
    CHECK(file::folder_of("/users.csv") == "/");
    CHECK(file::folder_of("out/b/users.csv") == "out/b");
}
