#include "adobe_target/api/hide_values.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using adobe_target::hide_values;

namespace {

std::string hidden(std::string message, const std::vector<sluice_value>& values) {
    hide_values(message, values);
    return message;
}

}  // namespace

TEST_CASE("a record's texts are hidden, plain and encoded, as often as they stand there") {
    CHECK(hidden("unknown crm-1, crm-1!", {slots::text("crm-1")}) == "unknown ***, ***!");
    CHECK(hidden("bad a%20b%26c", {slots::text("a b&c")}) == "bad ***");
    CHECK(hidden("id 12345", {slots::number("12345")}) == "id ***");
}

TEST_CASE("members of objects are hidden too") {
    CHECK(
        hidden("no such city: Zürich, 1999", {slots::json(R"({"city":"Zürich","year":1999})")}) ==
        "no such city: ***, ***"
    );
}

TEST_CASE("short texts and booleans are left, since any sentence holds them") {
    CHECK(
        hidden(
            "true in 42", {slots::boolean(true), slots::text("42"), slots::absent(), slots::null()}
        ) == "true in 42"
    );
    CHECK(hidden("*** ok", {slots::text("***")}) == "*** ok");
}

TEST_CASE("a value that begins with another one is hidden whole") {
    CHECK(
        hidden("bad golden retriever", {slots::text("gold"), slots::text("golden retriever")}) ==
        "bad ***"
    );
}
