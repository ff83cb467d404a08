#include "tests/chaos/load.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace chaos;

namespace {

Load load_of(Format format, std::uint64_t seed) {
    Chance chance{seed};
    return make_load({"alpha", format, 2000, 50, 100}, chance);
}

}  // namespace

TEST_CASE("the same seed makes the same load, another one another") {
    CHECK(load_of(Format::ndjson, 1).text == load_of(Format::ndjson, 1).text);
    CHECK(load_of(Format::ndjson, 1).text != load_of(Format::ndjson, 2).text);
}

TEST_CASE("a load has every duty, and users of its own alone") {
    const Format format = GENERATE(Format::ndjson, Format::csv);
    const Load load = load_of(format, 7);
    CHECK(load.records() == 2000);
    std::set<Duty> duties;
    for (const Update& update : load.updates) {
        duties.insert(update.duty);
        if (update.duty == Duty::deliver) {
            const auto number = std::stoul(update.user.substr(4));
            REQUIRE((number >= 50 && number < 150));
        }
    }
    CHECK(duties.size() == 4);
}

TEST_CASE("a record's line is where its mark stands") {
    const Load load = load_of(Format::csv, 3);
    for (const Update& update : load.updates) {
        if (update.duty == Duty::deliver) {
            std::size_t at = 0;
            for (std::size_t line = 1; line < load.lines[update.record]; ++line) {
                at = load.text.find('\n', at) + 1;
            }
            const std::string line = load.text.substr(at, load.text.find('\n', at) - at);
            REQUIRE(line.find(mark_of("alpha", update.record) + ',') != std::string::npos);
        }
    }
}
