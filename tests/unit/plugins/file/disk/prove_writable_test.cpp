#include "file/disk/prove_writable.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/plugins/file/files.hpp"
#include "tests/unit/plugins/file/size_limit.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a folder that can be written to is proved, and nothing is left there") {
    const tests::TempFolder folder;
    CHECK_FALSE(file::prove_writable(folder / "out"));
    folder.write("out.part", "{}\n");
    CHECK_FALSE(file::prove_writable(folder / "out"));
    CHECK(test::names_in(folder.path()) == std::vector<std::string>{"out.part"});
}

TEST_CASE("what is in the way of writing is found before a record is") {
    const tests::TempFolder folder;
    CHECK(file::prove_writable(folder / "none/out")->code == "cannot_open");
    CHECK(file::prove_writable("/proc/out")->code == "cannot_open");
    std::filesystem::create_directory(folder / "dir.part");
    CHECK(file::prove_writable(folder / "dir")->code == "cannot_open");
    std::filesystem::create_symlink(folder / "elsewhere", folder / "link.part");
    CHECK(file::prove_writable(folder / "link")->code == "cannot_open");
}

TEST_CASE("a full disk is found before a record is") {
    const tests::TempFolder folder;
    const test::SizeLimit limit{100};
    CHECK(file::prove_writable(folder / "out")->code == "disk_full");
}
