#include "tests/support/test_spec.hpp"
#include "webhook/field_names.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a field's name is what follows field.") {
    CHECK(webhook::field_name("field.tier") == "tier");
    CHECK(webhook::field_name("field.a.b") == "a.b");
    CHECK(webhook::field_name("field.*") == "*");
    CHECK_FALSE(webhook::field_name("field."));
    CHECK_FALSE(webhook::field_name("tier"));
    test::TestSpec spec{"send", "{}"};
    spec.field("field.tier").field("odd");
    CHECK(webhook::field_names(spec.cpp()) == std::vector<std::string>{"tier", ""});
}
