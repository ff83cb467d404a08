#include "host/config/read_verify.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

using namespace host;
using namespace std::chrono_literals;

TEST_CASE("verify is off unless the file says otherwise") {
    fixtures::Written nothing{"mapping: {}\n"};
    CHECK(!read_verify(nothing.section(), "a.ndjson").is_on());
    fixtures::Written no_switch{"verify: { min_match: 0.5 }\n"};
    CHECK(!read_verify(no_switch.section(), "a.ndjson").is_on());
}

TEST_CASE("every setting of verify is read, whole numbers as shares too") {
    fixtures::Written written{
        "verify: { preflight: 200, min_match: 0.5, sample: 1, delay: 90s, wait: 250ms }\n"};
    const VerifySettings settings = read_verify(written.section(), "a.ndjson");
    CHECK(written.lines().empty());
    CHECK(settings.is_on());
    CHECK(settings.preflight == 200);
    CHECK(settings.min_match == 0.5);
    CHECK(settings.sample == 1);
    CHECK(settings.delay == std::optional<std::chrono::milliseconds>{90s});
    CHECK(settings.wait == 250ms);
}

TEST_CASE("a preflight of standard input is refused with the reason, a sample is not") {
    fixtures::Written ahead{"verify: { preflight: 10 }\n"};
    read_verify(ahead.section(), "-");
    REQUIRE(ahead.lines().size() == 1);
    CHECK_THAT(ahead.lines().front(), Catch::Contains("a stream can be read once"));
    fixtures::Written sample{"verify: { sample: 0.001 }\n"};
    CHECK(read_verify(sample.section(), "-").sample == 0.001);
    CHECK(sample.lines().empty());
}
