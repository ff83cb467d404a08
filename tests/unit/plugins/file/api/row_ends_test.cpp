#include "file/api/row_ends.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

std::uint64_t end_of(file::Format format, std::string_view text) {
    file::RowEnds at_once{format};
    at_once.read(text);
    file::RowEnds in_pieces{format};
    for (const char& c : text) {
        in_pieces.read({&c, 1});
    }
    CHECK(in_pieces.end() == at_once.end());
    return at_once.end();
}

}  // namespace

TEST_CASE("the last whole row ends at the last line feed") {
    CHECK(end_of(file::Format::ndjson, "") == 0);
    CHECK(end_of(file::Format::ndjson, "{\"a\":1") == 0);
    CHECK(end_of(file::Format::ndjson, "{\"a\":1}\n") == 8);
    CHECK(end_of(file::Format::ndjson, "{\"a\":1}\n{\"a\":\"\\") == 8);
}

TEST_CASE("a line feed between quotes ends no row of CSV") {
    CHECK(end_of(file::Format::csv, "a,b\n1,\"x\ny\"\n") == 12);
    CHECK(end_of(file::Format::csv, "a,b\n1,\"x\ny") == 4);
    CHECK(end_of(file::Format::csv, "a,b\n1,\"x\"\"\n") == 4);
    CHECK(end_of(file::Format::csv, "a,b\n1,\"x\"\"\"\n") == 12);
}
