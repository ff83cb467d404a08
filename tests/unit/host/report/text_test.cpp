#include "host/report/text.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

std::string json(std::string_view text) {
    std::string out;
    host::append_json_quoted(out, text);
    return out;
}

}  // namespace

TEST_CASE("counts have a comma at every third digit") {
    CHECK(host::count_text(0) == "0");
    CHECK(host::count_text(999) == "999");
    CHECK(host::count_text(1000) == "1,000");
    CHECK(host::count_text(1'234'567) == "1,234,567");
    CHECK(host::count_text(18'446'744'073'709'551'615U) == "18,446,744,073,709,551,615");
}

TEST_CASE("a duration is told in the unit that fits it") {
    CHECK(host::duration_text(0ms) == "0 ms");
    CHECK(host::duration_text(999ms) == "999 ms");
    CHECK(host::duration_text(4200ms) == "4.2 s");
    CHECK(host::duration_text(59'949ms) == "59.9 s");
    CHECK(host::duration_text(59'950ms) == "1 min 00 s");
    CHECK(host::duration_text(185s) == "3 min 05 s");
    CHECK(host::duration_text(2h + 7min + 9s) == "2 h 07 min");
}

TEST_CASE("a rate keeps a decimal only while it is small") {
    CHECK(host::rate_text(0) == "0.0/s");
    CHECK(host::rate_text(12.46) == "12.5/s");
    CHECK(host::rate_text(99.96) == "100/s");
    CHECK(host::rate_text(1234.4) == "1,234/s");
}

TEST_CASE("a rate that is kept is told as it was written") {
    CHECK(host::rate_text(host::RateLimit{1200, 1s, 0}) == "1,200/s");
    CHECK(host::rate_text(host::RateLimit{11.6, 1s, 0}) == "11.6/s");
    CHECK(host::rate_text(host::RateLimit{700, 1min, 5}) == "700 in 1 min 00 s");
}

TEST_CASE("times are told in UTC") {
    CHECK(host::utc_text(0) == "1970-01-01T00:00:00.000Z");
    CHECK(host::utc_text(1'769'850'900'123) == "2026-01-31T09:15:00.123Z");
    CHECK(host::utc_text(-1) == "1969-12-31T23:59:59.999Z");
    CHECK(host::utc_text(-1000) == "1969-12-31T23:59:59.000Z");
    CHECK(host::utc_minute_text(1'769'850'900'123) == "2026-01-31 09:15");
    CHECK(host::clock_text(130s) == "00:02:10");
    CHECK(host::clock_text(100h) == "100:00:00");
}

TEST_CASE("a JSON string is valid whatever the bytes") {
    const struct {
        std::string text;
        std::string json;
    } rows[] = {
        {"", R"("")"},
        {"a\"b\\c/d", R"("a\"b\\c/d")"},
        {"\n\r\t\b\x1b\x7f", R"("\n\r\t\u0008\u001b\u007f")"},
        {"\0x"s, R"("\u0000x")"},
        {"é€😀", R"("é€😀")"},
        {"a\xff"
         "b",
         "\"a\uFFFDb\""},
        {"\xc0\xaf", "\"\uFFFD\uFFFD\""},                      // overlong slash
        {"\xed\xa0\x80", "\"\uFFFD\uFFFD\uFFFD\""},            // half of a surrogate pair
        {"\xf4\x90\x80\x80", "\"\uFFFD\uFFFD\uFFFD\uFFFD\""},  // beyond U+10FFFF
        {"\xe0\x9f\xbf", "\"\uFFFD\uFFFD\uFFFD\""},            // overlong
        {"\xf0\x8f\xbf\xbf", "\"\uFFFD\uFFFD\uFFFD\uFFFD\""},
        {"\xe2\x82", "\"\uFFFD\uFFFD\""},  // cut
        {"\xe2\x82x", "\"\uFFFD\uFFFDx\""},
        {"\xf4\x8f\xbf\xbf\xee\x80\x80\xc2\x80", "\"\xf4\x8f\xbf\xbf\xee\x80\x80\xc2\x80\""},
    };
    for (const auto& row : rows) {
        CHECK(json(row.text) == row.json);
    }
}

TEST_CASE("printable text cannot steer a terminal") {
    CHECK(host::printable("a\x1b[2Jb\nc\x7f") == "a [2Jb c ");
    CHECK(
        host::printable("\xc2\x9b"
                        "31m") == " 31m"
    );
    CHECK(host::printable("\xc2\xa0é") == "\xc2\xa0é");
    CHECK(host::printable("x\xff") == "x\uFFFD");
}

TEST_CASE("text is cut between characters, with a sign that it was") {
    CHECK(host::cut_to_width("abc", 3) == "abc");
    CHECK(host::cut_to_width("abcd", 3) == "ab…");
    CHECK(host::cut_to_width("éééé", 3) == "éé…");
    CHECK(host::cut_to_width("éééé", 4) == "éééé");
    CHECK(host::cut_to_width("abcd", 1) == "…");
    CHECK(host::cut_to_width("abcd", 0).empty());
    CHECK(host::display_width("é€😀x") == 4);
}
