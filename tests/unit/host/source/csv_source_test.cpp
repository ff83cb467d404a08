#include "host/source/csv_source.hpp"
#include "host/source/json_record.hpp"
#include "tests/unit/host/source/reading.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

using host::Format;
using host::Read;
using test::Got;

namespace {

// As RFC 4180 section 2 writes a field that may hold anything.
std::string quoted(const std::string& value) {
    std::string out = "\"";
    for (const char c : value) {
        out += c == '"' ? "\"\"" : std::string{c};
    }
    return out + '"';
}

std::string failure(const std::string& text) {
    const test::ScratchFile file{text};
    auto source = host::open_source({.path = file.path, .format = Format::csv, .at = {}}, {});
    REQUIRE(source);
    host::Record record;
    host::Document document;
    host::Rejection why;
    REQUIRE((*source)->next(record, document, why) == Read::failed);
    const std::string& error = (*source)->error();
    const std::size_t name = error.find(file.path);
    REQUIRE(name != std::string::npos);
    return std::string{error}.replace(name, file.path.size(), "FILE");
}

// One record's worth of random text made of what CSV finds hard.
std::string random_value(std::mt19937& random) {
    const std::vector<std::string> pieces{
        "a", "\"", ",", "\n", "\r\n", "\r", " ", "\xC3\xBC", "'", ";", "x y"};
    std::string value;
    for (auto left = random() % 6; left > 0; --left) {
        value += pieces[random() % pieces.size()];
    }
    return value;
}

}  // namespace

TEST_CASE("rows are records of strings named by the header, which is no record") {
    const test::ScratchFile file{"\xEF\xBB\xBFid,a.b\r\n1,\"x\ny\"\r\n\r\n2,"};
    CHECK(
        test::read_file(file.path, Format::csv) ==
        std::vector<Got>{
            {Read::record, 0, 2, 20, "1,\"x\ny\"", "id=1;a.b=x\ny;", ""},
            {Read::record, 1, 5, 24, "2,", "id=2;a.b=;", ""}}
    );
}

TEST_CASE("a row that is none is a reject, and the next row is read") {
    const test::ScratchFile file{
        "id,a\n1\n2,3,4\n5,x\"y\n6,\xFF\n7,ok\n" + std::string("8,\0\n", 4)};
    const auto all = test::read_file(file.path, Format::csv);
    REQUIRE(all.size() == 6);
    CHECK(all[0] == Got{Read::rejected, 0, 2, 7, "1", "", "bad_csv"});
    CHECK(all[1].code == "bad_csv");
    CHECK(all[2] == Got{Read::rejected, 2, 4, 19, "5,x\"y", "", "bad_csv"});
    CHECK(all[3].code == "bad_utf8");
    CHECK(all[4] == Got{Read::record, 4, 6, 28, "7,ok", "id=7;a=ok;", ""});
    CHECK(all[5].code == "bad_csv");
}

TEST_CASE("a reject's message says what was expected and where, without the data") {
    const test::ScratchFile file{"id,a\nsecret\n2,sec\"ret\n"};
    auto source = host::open_source({.path = file.path, .format = Format::csv, .at = {}}, {});
    REQUIRE(source);
    host::Record record;
    host::Document document;
    host::Rejection why;
    REQUIRE((*source)->next(record, document, why) == Read::rejected);
    CHECK(why.message == "line 2: expected 2 columns as in the header row, found 1");
    REQUIRE((*source)->next(record, document, why) == Read::rejected);
    CHECK(
        why.message == "line 3, column 6: expected a double quote only around a whole field or "
                       "doubled inside one, "
                       "found one in the middle of a field"
    );
}

TEST_CASE("a header that names nothing ends the run with a sentence") {
    CHECK(failure("") == "expected a header row that names the columns in FILE, found nothing");
    CHECK(failure("\n\n") == "expected a header row that names the columns in FILE, found nothing");
    CHECK(
        failure("a,,b\n1,2,3\n") ==
        "FILE: expected a name for each column in the header row, found none for column 2"
    );
    CHECK(
        failure("a,b,a\n") ==
        "FILE: expected each name once in the header row, found that of column 1 again in column 3"
    );
    CHECK(failure("a,b\"c\n").starts_with("FILE, header row: expected a double quote only around"));
    CHECK(
        failure(std::string(host::max_line_bytes + 1, 'x')) ==
        "expected a header row of at most 1048576 bytes in FILE, found more"
    );
}

TEST_CASE("a row above one mebibyte is rejected with 64 KiB of its first line") {
    const test::ScratchFile file{"id\n" + std::string(host::max_line_bytes + 1, 'x') + "\nok\n"};
    const auto all = test::read_file(file.path, Format::csv);
    REQUIRE(all.size() == 2);
    CHECK(all[0].code == "too_long");
    CHECK(all[0].payload.size() == host::max_rejected_payload);
    CHECK(all[1].values == "id=ok;");
}

TEST_CASE("reading goes on at any row's end, with the header from the beginning") {
    const test::ScratchFile file{"\xEF\xBB\xBFid,a\n0,x\n1\n2,z\n3,w"};
    const auto whole = test::read_file(file.path, Format::csv);
    REQUIRE(whole.size() == 4);
    for (std::size_t done = 1; done <= whole.size(); ++done) {
        const Got& last = whole[done - 1];
        const host::Location start{
            .ordinal = last.ordinal + 1, .line = last.line + 1, .end = last.end};
        const auto rest = test::read_file(file.path, Format::csv, start);
        CHECK(
            rest == std::vector<Got>(whole.begin() + static_cast<std::ptrdiff_t>(done), whole.end())
        );
    }
}

TEST_CASE("text written as RFC 4180 says comes back, from a file and from a stream cut anywhere") {
    const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U);
    std::mt19937 random{seed};
    std::string text = "id,a,\"b \"\"c\"\"\"\r\n";
    std::vector<std::string> meant;
    for (int i = 0; i < 60; ++i) {
        const std::string id = std::to_string(i);
        const std::string a = random_value(random);
        const std::string b = random_value(random);
        text += id + ',' + quoted(a) + ',' + quoted(b) + (random() % 2 == 0 ? "\n" : "\r\n");
        meant.push_back("id=" + id + ";a=" + a + ";b \"c\"=" + b + ";");
    }
    const test::ScratchFile file{text};
    const auto all = test::read_file(file.path, Format::csv);
    REQUIRE(all.size() == meant.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].values == meant[i]);
    }
    for (const std::size_t step : {1U, 2U, 3U, 5U, 8U, 13U, 89U}) {
        CHECK(test::read_stream(text, Format::csv, step) == all);
    }
}

TEST_CASE("a kept row is one line of JSON with the same members, for replay without the header") {
    const test::ScratchFile file{"id,a\n1,\"x\n\"\"y\"\"\"\n"};
    auto source = host::open_source({.path = file.path, .format = Format::csv, .at = {}}, {});
    REQUIRE(source);
    host::Record record;
    host::Document document;
    host::Rejection why;
    REQUIRE((*source)->next(record, document, why) == Read::record);
    const std::string kept = (*source)->replayable(record.payload);
    CHECK(kept.find('\n') == std::string::npos);
    host::Record replayed;
    host::Document again;
    host::JsonRecordParser parser;
    REQUIRE_FALSE(parser.parse(kept, 1, replayed.arena, again));
    CHECK(test::values(again) == test::values(document));
    CHECK((*source)->replayable("no row") == "no row");
}

TEST_CASE("a row says how many lines it spans, so that the line behind it is known") {
    const test::ScratchFile file{"id,a\n1,\"x\ny\n\"\n2,z\n"};
    auto source = host::open_source({.path = file.path, .format = Format::csv, .at = {}}, {});
    REQUIRE(source);
    host::Record record;
    host::Document document;
    host::Rejection why;
    REQUIRE((*source)->next(record, document, why) == Read::record);
    CHECK(record.at.line == 2);
    CHECK(record.at.lines == 3);
    const host::Location start{
        .ordinal = 1, .line = record.at.line + record.at.lines, .end = record.at.end};
    const auto rest = test::read_file(file.path, Format::csv, start);
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].line == 5);
}
