#include "host/mapping/slot.hpp"

#include <catch2/catch.hpp>

using Kind = host::Node::Kind;

namespace {

host::Node node(Kind kind, std::string_view text = {}) {
    return {.kind = kind, .next = 1, .key = {}, .text = text};
}

}  // namespace

TEST_CASE("a literal becomes the slot of its type") {
    CHECK(host::literal_slot(node(Kind::null)).type == SLUICE_T_NULL);
    const sluice_value yes = host::literal_slot(node(Kind::boolean, "true"));
    CHECK(yes.type == SLUICE_T_BOOL);
    CHECK(yes.u.i == 1);
    CHECK(yes.len == 0);
    const sluice_value number = host::literal_slot(node(Kind::number, "1.10"));
    CHECK(number.type == SLUICE_T_NUMBER);
    CHECK(host::slot_text(number) == "1.10");
    CHECK(host::literal_slot(node(Kind::string, "")).type == SLUICE_T_STR);
    CHECK(host::literal_slot(node(Kind::array)).type == SLUICE_T_ABSENT);
}

TEST_CASE("null and absent are nothing, the empty text is something") {
    CHECK(host::is_nothing(sluice_value{}));
    CHECK(host::is_nothing(host::null_slot()));
    CHECK_FALSE(host::is_nothing(host::text_slot(SLUICE_T_STR, "")));
    CHECK(host::slot_text(host::null_slot()).empty());
    CHECK(host::slot_text(host::bool_slot(false)) == "false");
}
