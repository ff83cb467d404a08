#include "host/source/csv_scanner.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

using Found = host::CsvScanner::Found;

std::vector<std::string> fields(host::CsvScanner& scanner, std::string_view text) {
    std::vector<std::string> out;
    for (const host::CsvField& field : scanner.fields()) {
        out.emplace_back(text.substr(field.begin, field.end - field.begin));
    }
    return out;
}

}  // namespace

TEST_CASE("a row is split as RFC 4180 says") {
    struct Row {
        std::string text;
        std::vector<std::string> fields;
        std::size_t size;
        std::size_t lines;
    };
    const auto row = GENERATE(
        Row{"a,b,c\nnext", {"a", "b", "c"}, 6, 1},
        Row{"a,b,c\r\nnext", {"a", "b", "c"}, 7, 1},
        Row{"a,b,c", {"a", "b", "c"}, 5, 1},
        Row{"a,b,c\r", {"a", "b", "c"}, 6, 1},
        Row{",\n", {"", ""}, 2, 1},
        Row{",", {"", ""}, 1, 1},
        Row{"\n", {""}, 1, 1},
        Row{"\r\n", {""}, 2, 1},
        Row{"\"a\",\"b,c\"\n", {"a", "b,c"}, 10, 1},
        Row{"\"a\"\r\nnext", {"a"}, 5, 1},
        Row{"\"a\"", {"a"}, 3, 1},
        Row{"\"a\"\r", {"a"}, 4, 1},
        Row{"\"\",x\n", {"", "x"}, 5, 1},
        Row{"\"a\nb\r\nc\",d\nnext", {"a\nb\r\nc", "d"}, 11, 3},
        Row{"x,\"a\nb\"", {"x", "a\nb"}, 7, 2},
        Row{"\"a\"\"b\"\n", {"a\"\"b"}, 7, 1},
        Row{"\"\"\"\"\n", {"\"\""}, 5, 1},
        Row{" a , b \n", {" a ", " b "}, 8, 1},
        Row{"a\rb,c\n", {"a\rb", "c"}, 6, 1}
    );
    host::CsvScanner scanner;
    REQUIRE(scanner.scan(row.text, true) == Found::row);
    CHECK(fields(scanner, row.text) == row.fields);
    CHECK(scanner.size() == row.size);
    CHECK(scanner.lines() == row.lines);
}

TEST_CASE("scanning goes on where it stopped, wherever that was") {
    const std::string text = "a,\"b\"\"\n,c\",\"\",d\r\n";
    for (std::size_t cut = 0; cut < text.size(); ++cut) {
        host::CsvScanner scanner;
        for (std::size_t size = cut; size < text.size(); ++size) {
            REQUIRE(scanner.scan(std::string_view{text}.substr(0, size), false) == Found::more);
        }
        REQUIRE(scanner.scan(text, false) == Found::row);
        CHECK(fields(scanner, text) == std::vector<std::string>{"a", "b\"\"\n,c", "", "d"});
        CHECK(scanner.fields()[1].has_doubled_quotes);
        CHECK(scanner.size() == text.size());
        CHECK(scanner.text_size() == text.size() - 2);
    }
}

TEST_CASE("a stray quote is a fault at its place") {
    struct Row {
        std::string text;
        std::size_t at;
    };
    const auto row = GENERATE(
        Row{"a\"b,c\n", 1},
        Row{"a,b\"\n", 3},
        Row{"\"a\"b,c\n", 3},
        Row{"\"a\" ,c\n", 3},
        Row{"\"a\"\rb\n", 3},
        Row{" \"a\",c\n", 1},
        Row{"a,\"never closed\n", 16}
    );
    host::CsvScanner scanner;
    CHECK(scanner.scan(row.text, true) == Found::fault);
    CHECK(scanner.fault_at() == row.at);
    CHECK(scanner.fault().starts_with("expected "));
}

TEST_CASE("a scanner that began anew knows nothing of the row before") {
    host::CsvScanner scanner;
    REQUIRE(scanner.scan("a\"b", true) == Found::fault);
    scanner.begin();
    REQUIRE(scanner.scan("\"x\ny\"\n", false) == Found::row);
    scanner.begin();
    REQUIRE(scanner.scan("z\n", false) == Found::row);
    CHECK(scanner.fields().size() == 1);
    CHECK(scanner.lines() == 1);
}
