#include "host/source/source.hpp"
#include "tests/unit/host/source/reading.hpp"

#include <catch2/catch.hpp>

using host::Format;

TEST_CASE("the format decides what a line means") {
    const test::ScratchFile file{"{}\n{}\n"};
    CHECK(test::read_file(file.path, Format::ndjson).size() == 2);
    CHECK(test::read_file(file.path, Format::csv).size() == 1);
}

TEST_CASE("a source that is not there is a problem at opening") {
    const auto source =
        host::open_source({.path = "/nonexistent/x", .format = Format::csv, .at = {}}, {});
    REQUIRE_FALSE(source);
    CHECK(source.error().text.starts_with("expected to open /nonexistent/x"));
}

TEST_CASE("a stream begins at its beginning") {
    test::Pipe pipe;
    const test::StdinFrom replaced{pipe.reading.get()};
    const auto source = host::open_source(
        {.path = "-", .format = Format::ndjson, .at = {}}, {.ordinal = 1, .line = 2, .end = 9}
    );
    REQUIRE_FALSE(source);
    CHECK(
        source.error().text ==
        "expected to begin a stream at its beginning, found a start at byte 9"
    );
}

TEST_CASE("closing a source leaves stdin open") {
    test::Pipe pipe;
    const test::StdinFrom replaced{pipe.reading.get()};
    CHECK(host::open_source({.path = "-", .format = Format::ndjson, .at = {}}, {}));
    pipe.close_writing();
    char byte = 0;
    CHECK(read(STDIN_FILENO, &byte, 1) == 0);
}
