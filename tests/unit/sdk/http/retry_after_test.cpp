#include <sluice/http/message.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace std::chrono_literals;
using sluice::http::retry_delay;

// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
constexpr auto example = std::chrono::sys_days{std::chrono::year{1994} / 11 / 6} + 8h + 49min + 37s;
constexpr std::chrono::milliseconds cap = 1h;

}  // namespace

TEST_CASE("Retry-After in seconds is a delay, up to the cap") {
    const auto [text, delay] = GENERATE(table<std::string, std::chrono::milliseconds>({
        {"0", 0ms},
        {"1", 1s},
        {"120", 2min},
        {"007", 7s},
        {" 5\t", 5s},
        {"3600", 1h},
        {"3601", 1h},
        {"99999999999999999999999999999999", 1h},
    }));
    CAPTURE(text);
    CHECK(retry_delay(text, example, cap) == delay);
}

TEST_CASE("Retry-After as a date of any of the three forms is a delay from now") {
    const std::string text = GENERATE(
        as<std::string>{},
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
    );
    CAPTURE(text);
    CHECK(retry_delay(text, example - 90s, cap) == 90s);
    CHECK(retry_delay(text, example - 1500ms, cap) == 1500ms);
    CHECK(retry_delay(text, example, cap) == 0ms);
    CHECK(retry_delay(text, example + 90s, cap) == 0ms);
    CHECK(retry_delay(text, example - 2h, cap) == cap);
}

TEST_CASE("a date far away is the cap or nothing to wait for") {
    CHECK(retry_delay("Fri, 31 Dec 9999 23:59:59 GMT", example, cap) == cap);
    CHECK(retry_delay("Mon, 01 Jan 0001 00:00:00 GMT", example, cap) == 0ms);
}

TEST_CASE("a year of two digits more than 50 years ahead lies in the past") {
    const auto now = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    CHECK(retry_delay("Friday, 01-Jan-77 00:00:00 GMT", now, cap) == 0ms);
    CHECK(retry_delay("Wednesday, 01-Jan-76 00:00:00 GMT", now, cap) == cap);
}

TEST_CASE("a leap second is taken") {
    const auto before = std::chrono::sys_days{std::chrono::year{2016} / 12 / 31} + 23h + 59min;
    CHECK(retry_delay("Sat, 31 Dec 2016 23:59:60 GMT", before, cap) == 1min);
}

TEST_CASE("what is neither seconds nor a date is none") {
    const std::string text = GENERATE(
        as<std::string>{},
        "",
        "   ",
        "-1",
        "+1",
        "1.5",
        "1 2",
        "1s",
        "soon",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 GMT extra",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Foo, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 23:60:00 GMT",
        "Sun, 06 Nov 1994 23:00:61 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun Nov 06 08:49:37 1994 GMT",
        "Sun,"
    );
    CAPTURE(text);
    CHECK(retry_delay(text, example, cap) == std::nullopt);
}
