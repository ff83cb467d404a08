#include "host/conform/mock/record_mark.hpp"

#include <catch2/catch.hpp>

using Numbers = std::vector<std::uint64_t>;

TEST_CASE("a mark is digits alone, and is found again wherever it stands") {
    CHECK(host::record_mark(42) == "7310000000420137");
    CHECK(host::records_marked_in("user=crm-" + host::record_mark(42) + "&x=1") == Numbers{42});
    CHECK(host::records_marked_in("731" + host::record_mark(7) + "73") == Numbers{7});
}

TEST_CASE("several records in one request are found, each once") {
    const std::string body =
        host::record_mark(9) + "," + host::record_mark(2) + "," + host::record_mark(9);
    CHECK(host::records_marked_in(body) == Numbers{2, 9});
    CHECK(host::records_marked_in("7310 no mark 7310xxxxxxxx0137") == Numbers{});
    CHECK(host::records_marked_in("7310") == Numbers{});
}

TEST_CASE("$N becomes the mark in each place") {
    CHECK(host::with_mark("a-$N/$N", 1) == "a-7310000000010137/7310000000010137");
    CHECK(host::with_mark("none", 1) == "none");
}
