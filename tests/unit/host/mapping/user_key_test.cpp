#include "host/mapping/slot.hpp"
#include "host/mapping/user_key.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

namespace {

host::UserKey
key(const sluice_value& value, const std::string& field = "id", std::uint64_t seed = 42) {
    const host::UserKeyEntry entry{{{.name = field, .slot = 0}}};
    const std::vector<sluice_value> values{value};
    return entry.key(values, seed);
}

sluice_value str(std::string_view text) {
    return host::text_slot(SLUICE_T_STR, text);
}

}  // namespace

TEST_CASE("texts of every length have hashes of their own, in every bit of them") {
    std::set<std::uint64_t> seen;
    std::string text;
    for (int size = 0; size < 100; ++size) {
        CHECK(seen.insert(host::keyed_hash(text, 1)).second);
        for (std::size_t i = 0; i < text.size(); ++i) {
            std::string other = text;
            other[i] = static_cast<char>(other[i] ^ 1);
            CHECK(seen.insert(host::keyed_hash(other, 1)).second);
        }
        text += '\0';
    }
}

TEST_CASE("no text has a hash too, whether or not it has an address") {
    CHECK(host::keyed_hash(std::string_view{}, 7) == host::keyed_hash("", 7));
}

TEST_CASE("numbered users do not collide") {
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 100'000; ++i) {
        seen.insert(host::keyed_hash("crm-" + std::to_string(i), 7));
    }
    CHECK(seen.size() == 100'000);
}

TEST_CASE("the seed decides which texts share a hash") {
    CHECK(host::keyed_hash("a", 1) == host::keyed_hash("a", 1));
    CHECK(host::keyed_hash("a", 1) != host::keyed_hash("a", 2));
    CHECK(host::keyed_hash("", 1) != host::keyed_hash("", 2));
}

TEST_CASE("one user has one key, whether the identifier came as text or number") {
    CHECK(key(str("5")) == key(host::text_slot(SLUICE_T_NUMBER, "5")));
    CHECK(key(str("5")) != key(str("6")));
    CHECK(key(str("5"), "id") != key(str("5"), "other"));
    CHECK(key(str("5"), "id", 1) != key(str("5"), "id", 2));
}

TEST_CASE("a record without the identifier has key 0, and no other record has") {
    CHECK(key(sluice_value{}) == 0);
    CHECK(key(host::null_slot()) == 0);
    CHECK(key(str("")) != 0);
    CHECK(host::UserKeyEntry{{}}.key({}, 42) == 0);
}

TEST_CASE("a key of two fields tells apart which of them holds what") {
    const host::UserKeyEntry entry{{{.name = "a", .slot = 0}, {.name = "b", .slot = 1}}};
    const auto both = [&](const sluice_value& a, const sluice_value& b) {
        const std::vector<sluice_value> values{a, b};
        return entry.key(values, 42);
    };
    const std::set<host::UserKey> keys{
        both(str("x"), str("y")),
        both(str("y"), str("x")),
        both(str("xy"), str("")),
        both(str("x"), {}),
        both({}, str("x")),
        both({}, {})};
    CHECK(keys.size() == 6);
    CHECK(both({}, {}) == 0);
}
