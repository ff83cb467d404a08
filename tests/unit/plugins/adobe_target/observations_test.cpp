#include "adobe_target/observations.hpp"
#include "tests/support/test_host.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using adobe_target::Observations;

namespace {

auto lines(const std::string& log) {
    return std::count(log.begin(), log.end(), '\n');
}

}  // namespace

TEST_CASE("an oddity is counted each time and said once") {
    test::TestHost host;
    Observations observations{host.host()};
    for (int i = 0; i < 3; ++i) {
        observations.unusual_ecid();
        observations.edges_differ();
        observations.session_clash();
        observations.activity_served();
        observations.tnt_id_moved();
    }
    for (const char* name :
         {"unusual_ecids",
          "edge_numbers_overruled",
          "session_clashes",
          "activities_served",
          "tnt_ids_moved"}) {
        CAPTURE(name);
        CHECK(host.metric(name) == 3);
        CHECK(host.log().find(name) != std::string::npos);
    }
    CHECK(lines(host.log()) == 5);
}

TEST_CASE("a moved edge is said once for each edge asked") {
    test::TestHost host;
    Observations observations{host.host()};
    observations.edge_moved("35", "mboxedge35.tt.omtrdc.net");
    observations.edge_moved("35", "mboxedge35.tt.omtrdc.net");
    observations.edge_moved("28", "mboxedge28.tt.omtrdc.net");
    CHECK(host.metric("edges_moved") == 3);
    CHECK(lines(host.log()) == 2);
    CHECK(host.log().find("mboxedge28") != std::string::npos);
}

TEST_CASE("what is left out is counted as it comes, and listed by name at the end") {
    test::TestHost host;
    Observations observations{host.host()};
    observations.left_out().add_empty("tier");
    observations.left_out().add_refused("user.x");
    observations.tell();
    observations.tell();
    observations.left_out().add_empty("tier");
    observations.tell();
    observations.executed(3);
    CHECK(host.metric("empty_attributes_dropped") == 2);
    CHECK(host.metric("bad_attributes_dropped") == 1);
    CHECK(host.metric("billable_calls") == 3);
    CHECK(host.log().empty());
    observations.say_left_out();
    CHECK(host.log().find("attribute tier empty 2 refused 0") != std::string::npos);
    CHECK(host.log().find("attribute user.x empty 0 refused 1") != std::string::npos);
}
