#include "host/manifest/did_you_mean.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

using host::did_you_mean;
using host::edit_distance;

TEST_CASE("the distance counts insertions, deletions, replacements and swaps of neighbours") {
    struct Row {
        std::string a;
        std::string b;
        std::size_t expected;
    };
    auto row = GENERATE(values<Row>({
        {"", "", 0},
        {"", "abc", 3},
        {"mapping", "mapping", 0},
        {"mappin", "mapping", 1},
        {"maping", "mapping", 1},
        {"mapping", "napping", 1},
        {"mpaping", "mapping", 1},
        {"kitten", "sitting", 3},
        {"ca", "abc", 3},
        {std::string(65, 'a'), std::string(65, 'a'), 65},
    }));
    CAPTURE(row.a, row.b);
    CHECK(edit_distance(row.a, row.b) == row.expected);
    CHECK(edit_distance(row.b, row.a) == row.expected);
}

TEST_CASE("a mistyped word gets the nearest known one, a different word gets none") {
    const std::vector<std::string> known{
        "client_code", "client_id", "mbox", "env", "mbox3rdPartyId"};
    struct Row {
        std::string word;
        std::optional<std::string> expected;
    };
    auto row = GENERATE(values<Row>({
        {"clint_code", "client_code"},
        {"cleint_id", "client_id"},
        {"evn", "env"},
        {"MBOX3RDPARTYID", "mbox3rdPartyId"},
        {"tenant", std::nullopt},
        {"m", std::nullopt},
        {"", std::nullopt},
    }));
    CAPTURE(row.word);
    CHECK(did_you_mean(row.word, known) == row.expected);
}
