#include "host/mapping/literal_match.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

using host::Format;
using host::Literal;

namespace {

bool equals(const Literal& literal, std::string_view json, Format format = Format::ndjson) {
    const test::Tree tree{json};
    return host::LiteralMatch{literal, format}.equals(tree.root());
}

}  // namespace

TEST_CASE("values are equal to literals of their own type") {
    struct Row {
        Literal literal;
        const char* json;
        bool is_equal;
    };
    const auto row = GENERATE(
        Row{test::text("gold"), "\"gold\"", true},
        Row{test::text("gold"), "\"Gold\"", false},
        Row{test::text("5"), "5", false},
        Row{test::number("5"), "\"5\"", false},
        Row{test::number("5"), "5", true},
        Row{test::number("5"), "5.0", true},
        Row{test::number("5"), "5e0", true},
        Row{test::number("500"), "5E2", true},
        Row{test::number("1.10"), "1.1", true},
        Row{test::number("0"), "-0", true},
        Row{test::number("5"), "6", false},
        Row{test::number("9007199254740993"), "9007199254740992", false},
        Row{test::number("9223372036854775807"), "9223372036854775807", true},
        Row{test::number("9223372036854775807"), "9223372036854775808", false},
        Row{test::number("1e400"), "1e400", true},
        Row{test::number("1e400"), "1e401", false},
        Row{test::boolean("true"), "true", true},
        Row{test::boolean("true"), "false", false},
        Row{test::boolean("true"), "\"true\"", false},
        Row{Literal{}, "null", true},
        Row{Literal{}, "\"\"", false},
        Row{test::text(""), "[]", false},
        Row{test::number("0"), "{}", false}
    );
    CHECK(equals(row.literal, row.json) == row.is_equal);
}

TEST_CASE("in CSV, where all is text, the literal's text is compared") {
    CHECK(equals(test::number("5"), "\"5\"", Format::csv));
    CHECK_FALSE(equals(test::number("5"), "\"5.0\"", Format::csv));
    CHECK(equals(test::boolean("true"), "\"true\"", Format::csv));
    CHECK(equals(test::text("x"), "\"x\"", Format::csv));
    CHECK_FALSE(equals(Literal{}, "\"\"", Format::csv));
}
