#include "host/source/unreadable.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a record that cannot be read says on which line, and what to do") {
    CHECK(host::too_long(3).code == "too_long");
    CHECK(
        host::too_long(3).message ==
        "line 3: expected at most 1048576 bytes in one record, found more"
    );
    CHECK(host::bad_utf8(4).code == "bad_utf8");
    CHECK(host::bad_utf8(4).message.starts_with("line 4: expected UTF-8"));
    const auto with_column =
        host::bad_syntax("bad_json", {.line = 5, .column = 6}, "expected, found");
    CHECK(with_column.code == "bad_json");
    CHECK(with_column.message == "line 5, column 6: expected, found");
    CHECK(
        host::bad_syntax("bad_csv", {.line = 5}, "expected, found").message ==
        "line 5: expected, found"
    );
}
