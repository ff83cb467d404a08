#include "bench_state.hpp"
#include "tests/sandbox/profiles.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <optional>
#include <string>

using namespace sandbox;
using test::noon;

namespace {

constexpr Keys third(std::string_view id) {
    return {.third_party = id, .tnt = {}, .ecid = {}};
}
constexpr Keys ecid(std::string_view id) {
    return {.third_party = {}, .tnt = {}, .ecid = id};
}

std::optional<std::string> value(Profiles& profiles, const Keys& keys, std::string_view name) {
    const Profile* profile = profiles.find(keys, noon);
    if (profile != nullptr) {
        for (const StoredAttribute& stored : profile->attributes) {
            if (stored.name == name) {
                return stored.value;
            }
        }
    }
    return std::nullopt;
}

using One = std::array<Attribute, 1>;

}  // namespace

TEST_CASE("an update of an unknown profile changes nothing") {
    Profiles profiles(Detail::full);
    CHECK_FALSE(profiles.update(third("a"), One{{{"tier", "gold"}}}, noon));
    CHECK(profiles.find(third("a"), noon) == nullptr);
    CHECK(profiles.size() == 0);
}

TEST_CASE("an update overwrites, adds, and never clears") {
    Profiles profiles(Detail::full);
    profiles.create(third("a"), One{{{"tier", "gold"}}}, noon);
    CHECK(profiles.update(third("a"), One{{{"tier", "silver"}}}, noon));
    CHECK(profiles.update(third("a"), One{{{"Tier", "x"}}}, noon));
    CHECK(profiles.update(third("a"), One{{{"tier", ""}}}, noon));
    CHECK(value(profiles, third("a"), "tier") == "silver");
    CHECK(value(profiles, third("a"), "Tier") == "x");
    CHECK(profiles.size() == 1);
}

TEST_CASE("seeded ids exist, and only those") {
    for (const Detail detail : {Detail::full, Detail::light}) {
        Profiles profiles(detail);
        profiles.seed("crm-", 10);
        CHECK(profiles.size() == 0);
        for (const char* known : {"crm-0", "crm-9"}) {
            CHECK(profiles.update(third(known), {}, noon));
        }
        for (const char* unknown : {"crm-10", "crm-", "crm-01", "crm-1x", "crm--1", "xcrm-1"}) {
            CAPTURE(unknown);
            CHECK_FALSE(profiles.update(third(unknown), {}, noon));
        }
    }
}

TEST_CASE("delivery makes a profile and always gives the same tntId for it") {
    for (const Detail detail : {Detail::full, Detail::light}) {
        Profiles profiles(detail);
        const std::string tnt = profiles.deliver(ecid("105"), One{{{"tier", "gold"}}}, "35", noon);
        CHECK(tnt.ends_with(".35_0"));
        CHECK(profiles.deliver(ecid("105"), {}, "35", noon) == tnt);
        CHECK(profiles.find(ecid("105"), noon) != nullptr);
        CHECK(profiles.update(ecid("105"), {}, noon));
    }
}

TEST_CASE("a delivery with two names joins two profiles, and third-party attributes win") {
    Profiles profiles(Detail::full);
    profiles.create(third("a"), One{{{"tier", "gold"}}}, noon);
    profiles.create(
        ecid("105"), std::array<Attribute, 2>{{{"tier", "none"}, {"city", "Bern"}}}, noon
    );
    CHECK(profiles.size() == 2);
    profiles.deliver({.third_party = "a", .tnt = {}, .ecid = "105"}, {}, "35", noon);
    CHECK(profiles.size() == 1);
    CHECK(value(profiles, ecid("105"), "tier") == "gold");
    CHECK(value(profiles, third("a"), "city") == "Bern");
    CHECK(profiles.find(third("a"), noon) == profiles.find(ecid("105"), noon));
}

TEST_CASE("a seeded profile takes a delivery's attributes") {
    Profiles profiles(Detail::full);
    profiles.seed("crm-", 10);
    profiles.deliver(third("crm-1"), One{{{"tier", "gold"}}}, "35", noon);
    CHECK(value(profiles, third("crm-1"), "tier") == "gold");
    profiles.clear();
    CHECK(profiles.find(third("crm-1"), noon) == nullptr);
}
