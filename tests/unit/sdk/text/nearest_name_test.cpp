#include <sluice/text/nearest_name.hpp>

#include <catch2/catch.hpp>

#include <array>

using sluice::nearest_name;

TEST_CASE("the nearest name is offered, and none where nothing is near") {
    constexpr std::array<std::string_view, 4> names{
        "ecid", "session_id", "edge_number", "mbox3rdPartyId"};
    CHECK(nearest_name("sessionid", names) == "session_id");
    CHECK(nearest_name("ECID", names) == "ecid");
    CHECK(nearest_name("mbox3rdPartyID", names) == "mbox3rdPartyId");
    CHECK(nearest_name("edge_nubmer", names) == "edge_number");
    CHECK(nearest_name("something_else", names).empty());
    CHECK(nearest_name("", names).empty());
}
