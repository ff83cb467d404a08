#include "host/source/csv_row_reader.hpp"
#include "tests/unit/host/source/scratch.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using Take = host::CsvRowReader::Take;

namespace {

struct Got {
    Take take = Take::row;
    std::string text;
    std::uint64_t number = 0;
    std::uint64_t end = 0;
    std::uint64_t fault_line = 0;
    std::size_t fault_column = 0;
    bool operator==(const Got&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Got& got) {
    return out << static_cast<int>(got.take) << " line " << got.number << " end " << got.end
               << " fault " << got.fault_line << ':' << got.fault_column << " text "
               << got.text.substr(0, 60);
}

std::vector<Got> rows(const std::string& text, std::size_t step, std::size_t max_bytes = 100) {
    test::Pipe pipe;
    host::InputBuffer input{{.fd = pipe.reading.get(), .may_wait = true}};
    host::CsvRowReader reader{input, 1, max_bytes};
    std::vector<Got> got;
    std::size_t written = 0;
    for (;;) {
        host::CsvRow row;
        const Take take = reader.next(row);
        if (take == Take::row || take == Take::too_long) {
            got.push_back({take, std::string{row.text}, row.number, row.end});
        } else if (take == Take::fault) {
            got.push_back(
                {take,
                 std::string{row.text},
                 row.number,
                 row.end,
                 reader.fault_line(),
                 reader.fault_column()}
            );
        } else if (take != Take::wait) {
            CHECK(take == Take::end);
            return got;
        } else if (written < text.size()) {
            test::write_all(pipe.writing.get(), std::string_view{text}.substr(written, step));
            written += std::min(step, text.size() - written);
        } else {
            pipe.close_writing();
        }
    }
}

}  // namespace

TEST_CASE("rows may span lines; blank lines are counted and not given") {
    CHECK(
        rows("a,b\r\n\r\n1,\"x\ny\"\n \n2,z", 100) ==
        std::vector<Got>{
            {Take::row, "a,b", 1, 5}, {Take::row, "1,\"x\ny\"", 3, 15}, {Take::row, "2,z", 6, 20}}
    );
    CHECK(rows("", 100).empty());
    CHECK(rows("\n\n", 100).empty());
}

TEST_CASE("a quote that is never closed costs its line alone") {
    CHECK(
        rows("1,a\n2,\"b\n3,c\n4,\"d\"\n5,e\n", 100) ==
        std::vector<Got>{
            {Take::row, "1,a", 1, 4},
            {Take::fault, "2,\"b", 2, 9, 4, 4},
            {Take::row, "3,c", 3, 13},
            {Take::row, "4,\"d\"", 4, 19},
            {Take::row, "5,e", 5, 23}}
    );
    CHECK(
        rows("1,\"a\n2,b\n", 100) ==
        std::vector<Got>{{Take::fault, "1,\"a", 1, 5, 3, 1}, {Take::row, "2,b", 2, 9}}
    );
}

TEST_CASE("a stray quote is a fault of its line at its column") {
    CHECK(
        rows("1,a\n2,b\"c\n3,d\n", 100) ==
        std::vector<Got>{
            {Take::row, "1,a", 1, 4},
            {Take::fault, "2,b\"c", 2, 10, 2, 4},
            {Take::row, "3,d", 3, 14}}
    );
}

TEST_CASE("a row above the limit is given up as its first line, in bounded memory") {
    const auto step = GENERATE(std::size_t{1}, std::size_t{50}, std::size_t{50'000});
    const std::string fits(100, 'x');
    CHECK(rows(fits + "\r\n", step) == std::vector<Got>{{Take::row, fits, 1, 102}});
    const auto long_line = rows("1,a\n" + std::string(90'000, 'x') + "\n2,b\n", step);
    REQUIRE(long_line.size() == 3);
    CHECK(long_line[1].take == Take::too_long);
    CHECK(long_line[1].end == 90'005);
    CHECK(long_line[2] == Got{Take::row, "2,b", 3, 90'009});
    const std::string open_quote = "1,\"never closed\n" + std::string(99, 'y') + "\n2,b\n";
    CHECK(
        rows(open_quote, step) ==
        std::vector<Got>{
            {Take::too_long, "1,\"never closed", 1, 16},
            {Take::row, std::string(99, 'y'), 2, 116},
            {Take::row, "2,b", 3, 120}}
    );
}

TEST_CASE("where the blocks of a pipe end changes no row") {
    const std::string text = "\xEF\xBB\xBF"
                             "a,b\r\n1,\"x\r\ny,\"\"z\"\"\"\r\n\n2,q\"r\n" +
                             std::string(120, 'l') + "\n3,\"open\n4,\"c\"\n5,d";
    const auto whole = rows(text, text.size());
    REQUIRE(whole.size() == 7);
    for (std::size_t step = 1; step < text.size(); ++step) {
        CHECK(rows(text, step) == whole);
    }
}
