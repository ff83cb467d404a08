#include "adobe_target/api/uuid.hpp"

#include <catch2/catch.hpp>

#include <set>

using adobe_target::append_uuid;

namespace {

std::string uuid(std::string_view text) {
    std::string out;
    append_uuid(out, text);
    return out;
}

}  // namespace

TEST_CASE("a UUID has the form of RFC 9562, version 8") {
    for (const std::string_view text : {"", "a", "loyalty/9f2c/1742/crm-1"}) {
        const std::string id = uuid(text);
        CAPTURE(id);
        REQUIRE(id.size() == 36);
        CHECK((id[8] == '-' && id[13] == '-' && id[18] == '-' && id[23] == '-'));
        CHECK(id[14] == '8');
        CHECK(std::string_view{"89ab"}.find(id[19]) != std::string_view::npos);
        CHECK(id.find_first_not_of("0123456789abcdef-") == std::string::npos);
    }
}

TEST_CASE("the same text gives the same UUID, another text another") {
    CHECK(uuid("record-1") == uuid("record-1"));
    std::set<std::string> seen;
    for (int i = 0; i < 20'000; ++i) {
        seen.insert(uuid("record-" + std::to_string(i)));
    }
    CHECK(seen.size() == 20'000);
}
