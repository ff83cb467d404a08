#include "host/source/line_reader.hpp"
#include "tests/unit/host/source/scratch.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using Take = host::LineReader::Take;

namespace {

struct Got {
    Take take = Take::line;
    std::string text;
    std::uint64_t number = 0;
    std::uint64_t end = 0;
    bool operator==(const Got&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Got& got) {
    return out << static_cast<int>(got.take) << " line " << got.number << " end " << got.end
               << " size " << got.text.size() << ": " << got.text.substr(0, 40);
}

// Everything of `text`, written `step` bytes at a time with a look for lines after each.
std::vector<Got> lines(const std::string& text, std::size_t step, std::size_t max_bytes = 100) {
    test::Pipe pipe;
    host::InputBuffer input{{.fd = pipe.reading.get(), .may_wait = true}};
    host::LineReader reader{input, 1, max_bytes};
    std::vector<Got> got;
    std::size_t written = 0;
    for (;;) {
        host::Line line;
        const Take take = reader.next(line);
        if (take == Take::line || take == Take::too_long) {
            got.push_back({take, std::string{line.text}, line.number, line.end});
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

TEST_CASE("lines end with a newline, a carriage return and a newline, or the end") {
    CHECK(
        lines("one\ntwo\r\nthree", 100) ==
        std::vector<Got>{
            {Take::line, "one", 1, 4}, {Take::line, "two", 2, 9}, {Take::line, "three", 3, 14}}
    );
    CHECK(lines("", 100).empty());
    CHECK(lines("one\n", 100).size() == 1);
    CHECK(lines("one\r", 100) == std::vector<Got>{{Take::line, "one", 1, 4}});
}

TEST_CASE("blank lines are counted and not given") {
    CHECK(
        lines("\n \t\r\none\n\n\ntwo\n\n", 100) ==
        std::vector<Got>{{Take::line, "one", 3, 9}, {Take::line, "two", 6, 15}}
    );
}

TEST_CASE("a byte order mark is skipped at the very beginning alone") {
    const std::string mark = "\xEF\xBB\xBF";
    CHECK(
        lines(mark + "one\n" + mark + "two\n", 100) ==
        std::vector<Got>{{Take::line, "one", 1, 7}, {Take::line, mark + "two", 2, 14}}
    );
    CHECK(lines(mark, 100).empty());
}

TEST_CASE("a line of the limit passes, one byte more does not, whatever its line end") {
    const auto line_end = GENERATE(std::string{"\n"}, std::string{"\r\n"}, std::string{});
    const auto step = GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{1000});
    const std::string fits(100, 'x');
    CHECK(
        lines(fits + line_end, step) ==
        std::vector<Got>{{Take::line, fits, 1, fits.size() + line_end.size()}}
    );
    const auto got = lines(fits + 'x' + line_end, step);
    REQUIRE(got.size() == 1);
    CHECK(got[0].take == Take::too_long);
    CHECK(got[0].end == fits.size() + 1 + line_end.size());
}

TEST_CASE("the line behind one that is too long is read at its place") {
    const auto step = GENERATE(std::size_t{1}, std::size_t{101}, std::size_t{50'000});
    const auto got = lines("a\n" + std::string(200'000, 'x') + "\nb\n", step);
    REQUIRE(got.size() == 3);
    CHECK(got[1].take == Take::too_long);
    CHECK(got[1].number == 2);
    CHECK(got[1].end == 200'003);
    CHECK(got[1].text == std::string(64U << 10U, 'x'));
    CHECK(got[2] == Got{Take::line, "b", 3, 200'005});
}

TEST_CASE("where the blocks of a pipe end changes nothing") {
    const std::string text = "\xEF\xBB\xBF"
                             "one\r\n\r\n  \n" +
                             std::string(130, 'y') + "\ntwo\n\nlast";
    const auto whole = lines(text, text.size());
    REQUIRE(whole.size() == 4);
    for (std::size_t step = 1; step < text.size(); ++step) {
        CHECK(lines(text, step) == whole);
    }
}
