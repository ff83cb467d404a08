#include "host/mapping/members.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

// Each character is a member's name; the node tells the place.
std::string kept(const std::string& names, std::vector<std::size_t>& places) {
    const std::vector<host::Node> nodes(names.size());
    std::vector<host::Member> members;
    for (std::size_t i = 0; i < names.size(); ++i) {
        members.push_back({.name = std::string_view{names}.substr(i, 1), .node = &nodes[i]});
    }
    host::keep_last_of_each_name(members);
    std::string out;
    for (const host::Member& member : members) {
        out += member.name;
        places.push_back(static_cast<std::size_t>(member.node - nodes.data()));
    }
    return out;
}

}  // namespace

TEST_CASE("of members with the same name the last one stays at its place") {
    std::vector<std::size_t> places;
    CHECK(kept("abcab", places) == "cab");
    CHECK(places == std::vector<std::size_t>{2, 3, 4});
}

TEST_CASE("many members are no other case than few") {
    std::string names;
    for (int i = 0; i < 20; ++i) {
        names += "abcde";
    }
    std::vector<std::size_t> places;
    CHECK(kept(names + "xyb", places) == "acdexyb");
    CHECK(places == std::vector<std::size_t>{95, 97, 98, 99, 100, 101, 102});
}

TEST_CASE("no members stay none") {
    std::vector<std::size_t> places;
    CHECK(kept("", places).empty());
}
