#include "host/source/json_fault.hpp"

#include <catch2/catch.hpp>

using boost::json::error;

TEST_CASE("what stands at a fault is named by its kind, never by itself") {
    struct Row {
        std::string_view text;
        std::size_t offset;
        error why;
        const char* sentence;
    };
    const auto row = GENERATE(
        Row{R"({"a":tru})",
            8,
            error::syntax,
            "expected true, false or null, and then a comma or a closing bracket, found }"},
        Row{R"({"a":1.})",
            7,
            error::syntax,
            "expected a number such as -12.5e3, and then a comma or a closing bracket, found }"},
        Row{"{\"a\":\"x\ty\"}",
            7,
            error::syntax,
            R"(expected a string that writes control characters as escapes (\n, \u0000), found a control character)"},
        Row{R"({"a":"\x"})",
            7,
            error::syntax,
            R"(expected an escape such as \n, \" or \u00e9, found a letter)"},
        Row{R"({"a":"\u12"})",
            10,
            error::expected_hex_digit,
            R"(expected four hex digits behind \u, found ")"},
        Row{R"({"a":"\ud800"})",
            12,
            error::illegal_leading_surrogate,
            R"(expected both halves of a surrogate pair (\ud83d\ude00), found ")"},
        Row{R"({"a":1e99999999999})",
            17,
            error::exponent_overflow,
            "expected a number with a smaller exponent, found a digit"},
        Row{R"({"a" "b"})",
            5,
            error::syntax,
            "expected a comma, a colon or a closing bracket, found \""},
        Row{R"({"a\"":"b" 1})",
            11,
            error::syntax,
            "expected a comma, a colon or a closing bracket, found a digit"},
        Row{"{\"a\":\xC3\xA9}", 5, error::syntax, "expected a value, found another character"},
        Row{"{",
            1,
            error::incomplete,
            "expected the object to be closed, found the end of the line"}
    );
    CHECK(host::json_fault(row.text, row.offset, row.why) == row.sentence);
}
