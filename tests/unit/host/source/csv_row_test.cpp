#include "host/source/csv_row.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

host::CsvScanner scanned(std::string_view text) {
    host::CsvScanner scanner;
    REQUIRE(scanner.scan(text, true) == host::CsvScanner::Found::row);
    return scanner;
}

std::string header_fault(std::string_view text) {
    const auto scanner = scanned(text);
    const auto header = host::csv_header(text, scanner.fields());
    REQUIRE_FALSE(header);
    return header.error().text;
}

}  // namespace

TEST_CASE("the header names the columns") {
    const std::string_view text = "id,\"full \"\"name\"\"\",a.b";
    const auto scanner = scanned(text);
    CHECK(
        host::csv_header(text, scanner.fields()).value() ==
        host::CsvHeader{"id", "full \"name\"", "a.b"}
    );
}

TEST_CASE("a header with a name missing or twice is refused, and the names are not told") {
    CHECK(
        header_fault("id,,x") ==
        "expected a name for each column in the header row, found none for column 2"
    );
    CHECK(
        header_fault("id,x,id") ==
        "expected each name once in the header row, found that of column 1 again in column 3"
    );
    CHECK(
        header_fault("id,\xFF") ==
        "expected the header row in UTF-8, found bytes that are not in column 2"
    );
}

TEST_CASE("a row is an object of strings, without copies but for doubled quotes") {
    const std::string_view text = "1,\"say \"\"hi\"\"\",";
    const host::CsvHeader header{"id", "greeting", "empty"};
    const auto scanner = scanned(text);
    host::Arena arena;
    host::Document document;
    host::csv_document(text, scanner.fields(), header, arena, document);
    const auto& nodes = document.nodes();
    REQUIRE(nodes.size() == 4);
    CHECK(nodes[0].kind == host::Node::Kind::object);
    CHECK(nodes[0].next == 4);
    CHECK(nodes[1].text.data() == text.data());
    CHECK(nodes[1].kind == host::Node::Kind::string);
    CHECK(nodes[2].key == "greeting");
    CHECK(nodes[2].text == "say \"hi\"");
    CHECK(nodes[3].text.empty());
    CHECK(nodes[3].next == 4);
}

TEST_CASE("a row as JSON stands alone on one line") {
    const host::CsvHeader header{"id", "a\"b"};
    CHECK(host::csv_as_json("1,\"x\n\"\"y\"\"\"", header) == R"({"id":"1","a\"b":"x\n\"y\""})");
    CHECK_FALSE(host::csv_as_json("1", header));
    CHECK_FALSE(host::csv_as_json("1,2,3", header));
    CHECK_FALSE(host::csv_as_json("1,a\"", header));
    CHECK_FALSE(host::csv_as_json("1,2\n3,4", header));
    CHECK_FALSE(host::csv_as_json("1,\xFF", header));
}
