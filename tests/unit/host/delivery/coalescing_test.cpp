#include "host/delivery/coalescing.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string_view>
#include <vector>

using namespace host;

namespace {

sluice_value text(std::string_view text, std::uint32_t type = SLUICE_T_STR) {
    sluice_value value{};
    value.type = type;
    value.len = static_cast<std::uint32_t>(text.size());
    value.u.s = text.data();
    return value;
}

sluice_value json(std::string_view object) {
    return text(object, SLUICE_T_JSON);
}

sluice_value truth(std::int64_t is_true) {
    sluice_value value{};
    value.type = SLUICE_T_BOOL;
    value.u.i = is_true;
    return value;
}

sluice_value null() {
    sluice_value value{};
    value.type = SLUICE_T_NULL;
    return value;
}

const sluice_value absent{};

// A user's id, a plain field and a prefix field.
PluginTerms terms() {
    PluginTerms terms;
    terms.is_idempotent = true;
    terms.fields = {"id", "tier", "profile.*"};
    terms.key_slots = {0};
    return terms;
}

struct Pair {
    std::array<sluice_value, 3> older_values{text("crm-1"), text("gold"), json("{}")};
    std::array<sluice_value, 3> newer_values{text("crm-1"), text("iron"), json("{}")};
    Slots older_slots{.values = older_values};
    Slots newer{.values = newer_values};
    Update older;

    Pair() {
        older.slots = &older_slots;
        older.state = Update::State::waiting;
    }
    bool may_supersede(const PluginTerms& of = terms()) const {
        return Coalescing{Coalesce::replace, of}.may_supersede(older, newer);
    }
};

std::string_view text_of(const sluice_value& value) {
    return {value.u.s, value.len};
}

}  // namespace

TEST_CASE("an update is superseded while it waits, however it waits, and never in flight") {
    Pair pair;
    for (const auto state :
         {Update::State::waiting, Update::State::ready, Update::State::scheduled}) {
        pair.older.state = state;
        CHECK(pair.may_supersede());
    }
    pair.older.state = Update::State::in_flight;
    CHECK_FALSE(pair.may_supersede());
}

TEST_CASE("one that may have been delivered is superseded only if the action is idempotent") {
    Pair pair;
    pair.older.maybe_delivered = true;
    CHECK(pair.may_supersede());
    PluginTerms once = terms();
    once.is_idempotent = false;
    CHECK_FALSE(pair.may_supersede(once));
    pair.older.maybe_delivered = false;
    CHECK(pair.may_supersede(once));
}

TEST_CASE("another operation, or another user whose key is the same, supersedes nothing") {
    Pair pair;
    pair.newer.op = SLUICE_OP_DELETE;
    CHECK_FALSE(pair.may_supersede());
    pair.newer.op = SLUICE_OP_UPSERT;
    pair.newer_values[0] = text("crm-2");
    CHECK_FALSE(pair.may_supersede());
}

TEST_CASE("a user's number is the same as a text or as a number, and no identifier is one too") {
    Pair pair;
    pair.older_values[0] = text("5");
    pair.newer_values[0] = text("5", SLUICE_T_NUMBER);
    CHECK(pair.may_supersede());
    pair.older_values[0] = absent;
    CHECK_FALSE(pair.may_supersede());
    pair.newer_values[0] = null();
    CHECK(pair.may_supersede());
}

TEST_CASE("two updates of an empty identifier are of nobody, and each is rejected by itself") {
    Pair pair;
    pair.older_values[0] = text("");
    pair.newer_values[0] = text("");
    CHECK_FALSE(pair.may_supersede());
}

TEST_CASE("united, the newer one wins where it has something, the older one elsewhere") {
    struct Row {
        sluice_value older;
        sluice_value newer;
        sluice_value united;
    };
    const Row row = GENERATE(
        Row{text("gold"), text("iron"), text("iron")},
        Row{text("gold"), absent, text("gold")},
        Row{text("gold"), null(), null()},
        Row{text("gold"), text(""), text("")},
        Row{truth(1), absent, truth(1)},
        Row{truth(1), truth(0), truth(0)},
        Row{null(), absent, null()},
        Row{absent, absent, absent},
        // No prefix field: an object is one value.
        Row{json(R"({"a":1})"), json(R"({"b":1})"), json(R"({"b":1})")}
    );
    const std::array<sluice_value, 3> older{text("u"), row.older, absent};
    const std::array<sluice_value, 3> newer{text("u"), row.newer, absent};
    Arena arena;
    const auto united =
        Coalescing{Coalesce::merge, terms()}.united({.values = older}, {.values = newer}, arena);
    REQUIRE(united.size() == 3);
    CHECK(united[1].type == row.united.type);
    CHECK(united[1].len == row.united.len);
    if (row.united.len != 0) {
        CHECK(text_of(united[1]) == text_of(row.united));
    } else if (row.united.type == SLUICE_T_BOOL) {
        CHECK(united[1].u.i == row.united.u.i);
    }
}

TEST_CASE("a prefix field is united member by member") {
    struct Row {
        sluice_value older;
        sluice_value newer;
        std::string_view united;
    };
    const Row row = GENERATE(
        Row{json(R"({"a":1,"b":2})"), json(R"({"b":3})"), R"({"a":1,"b":3})"},
        Row{json(R"({"a":1})"), absent, R"({"a":1})"},
        Row{json(R"({"a":1})"), null(), R"({"a":1})"},
        Row{absent, json(R"({"b":3})"), R"({"b":3})"},
        Row{null(), json(R"({"b":3})"), R"({"b":3})"},
        // What cannot be taken apart is taken whole.
        Row{json(R"({"a":[1]})"), json(R"({"b":3})"), R"({"b":3})"}
    );
    const std::array<sluice_value, 3> older{text("u"), absent, row.older};
    const std::array<sluice_value, 3> newer{text("u"), absent, row.newer};
    Arena arena;
    const auto united =
        Coalescing{Coalesce::merge, terms()}.united({.values = older}, {.values = newer}, arena);
    CHECK(united[2].type == SLUICE_T_JSON);
    CHECK(text_of(united[2]) == row.united);
}

TEST_CASE("what is kept of the older update is a copy of its own") {
    std::vector<char> bytes{'g', 'o', 'l', 'd'};
    const std::array<sluice_value, 3> older{text("u"), text({bytes.data(), bytes.size()}), absent};
    const std::array<sluice_value, 3> newer{text("u"), absent, absent};
    Arena arena;
    const auto united =
        Coalescing{Coalesce::merge, terms()}.united({.values = older}, {.values = newer}, arena);
    bytes.assign(4, 'x');
    CHECK(text_of(united[1]) == "gold");
}
