#include "host/delivery/kept_rejects.hpp"

#include <catch2/catch.hpp>

#include <vector>

using host::KeptRejects;
using host::UserKey;
using host::UserKeys;

using Users = std::vector<UserKey>;

TEST_CASE("a delivery overtakes the rejects of its user, once, and nobody else's") {
    KeptRejects kept;
    kept.load(Users{1, 2});
    kept.delivered({3, 0});
    CHECK(kept.take_overtaken().empty());
    kept.delivered({1, 0});
    kept.delivered({1, 0});
    CHECK(kept.take_overtaken() == Users{1});
    CHECK(kept.take_overtaken().empty());
    kept.delivered({1, 0});
    CHECK(kept.take_overtaken().empty());
}

TEST_CASE("a user has two keys, and either one is enough") {
    KeptRejects kept;
    kept.load(Users{1, 2});
    kept.delivered({9, 2});
    CHECK(kept.take_overtaken() == Users{2});
    kept.delivered({1, 2});
    CHECK(kept.take_overtaken() == Users{1});
}

TEST_CASE("a reject is overtaken by what is delivered after it, not by what was before it") {
    KeptRejects kept;
    const std::uint64_t first = kept.rejected({1, 0});
    CHECK_FALSE(kept.was_overtaken({1, 0}, first));
    kept.delivered({1, 0});
    CHECK(kept.was_overtaken({1, 0}, first));
    CHECK(kept.take_overtaken() == Users{1});
    const std::uint64_t second = kept.rejected({1, 0});
    CHECK_FALSE(kept.was_overtaken({1, 0}, second));
    kept.delivered({2, 0});
    CHECK_FALSE(kept.was_overtaken({1, 0}, second));
    kept.delivered({0, 1});
    CHECK(kept.was_overtaken({1, 0}, second));
    CHECK(kept.take_overtaken() == Users{1});
}

TEST_CASE("a reject of nobody known is overtaken by any delivery, and a known one is not") {
    KeptRejects kept;
    const std::uint64_t nobodys = kept.rejected({0, 0});
    const std::uint64_t known = kept.rejected({1, 0});
    kept.delivered({2, 0});
    CHECK(kept.was_overtaken({0, 0}, nobodys));
    CHECK_FALSE(kept.was_overtaken({1, 0}, known));
    CHECK(kept.take_overtaken() == Users{KeptRejects::unknown});
}
