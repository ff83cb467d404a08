#include "file/disk/disk_fault.hpp"

#include <catch2/catch.hpp>

#include <cerrno>

TEST_CASE("a fault says what was tried, where, and what the system said") {
    const auto fault = file::disk_fault("cannot_open", "open", "out/users.part", EACCES);
    CHECK(fault.code == "cannot_open");
    CHECK(fault.message == "expected to open out/users.part, found: Permission denied");
}

TEST_CASE("whatever keeps a file from growing is a full disk, with what to do") {
    for (const int error : {ENOSPC, EDQUOT, EFBIG}) {
        const auto fault = file::disk_fault("cannot_write", "append to", "x", error);
        CHECK(fault.code == "disk_full");
        CHECK_THAT(fault.message, Catch::EndsWith("make room, and the run goes on"));
    }
}
