#include "host/mapping/path_parser.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("a fault in a path is named with its character") {
    struct Row {
        const char* path;
        const char* problem;
    };
    const std::string name =
        R"(expected a member's name (one with dots or brackets as ["name"]) at character )";
    const auto row = GENERATE(
        Row{"", "1 of the path \"\", found its end"},
        Row{".a", "1 of the path \".a\", found ."},
        Row{"a..b", "3 of the path \"a..b\", found ."},
        Row{"a.", "3 of the path \"a.\", found its end"},
        Row{"$.", "3 of the path \"$.\", found its end"},
        Row{"a.[0]", "3 of the path \"a.[0]\", found ["}
    );
    const auto path = host::PathParser{row.path}.parse();
    REQUIRE_FALSE(path);
    CHECK(path.error().text == name + row.problem);
}

TEST_CASE("a fault in brackets is named with its character") {
    struct Row {
        const char* path;
        const char* problem;
    };
    const auto row = GENERATE(
        Row{"a[",
            R"(expected a number from 0, * or a "name" in the brackets at character 3 of the path "a[", found its end)"},
        Row{"a[-1]",
            R"(expected a number from 0, * or a "name" in the brackets at character 3 of the path "a[-1]", found -)"},
        Row{"a[x]",
            R"(expected a number from 0, * or a "name" in the brackets at character 3 of the path "a[x]", found x)"},
        Row{"a[0", R"(expected ] at character 4 of the path "a[0", found its end)"},
        Row{"a[*x]", R"(expected ] at character 4 of the path "a[*x]", found x)"},
        Row{"a[0]b",
            R"(expected a dot or [ before the next step at character 5 of the path "a[0]b", found b)"},
        Row{"a]",
            R"(expected a dot or [ before the next step at character 2 of the path "a]", found ])"},
        Row{R"(a["b)",
            R"(expected a closing double quote at character 5 of the path "a["b", found its end)"},
        Row{R"(a["b"x)", R"(expected ] at character 6 of the path "a["b"x", found x)"},
        Row{R"(a["\n"])",
            R"(expected \" or \\ behind the backslash at character 5 of the path "a["\n"]", found n)"},
        Row{R"(a["\)",
            R"(expected \" or \\ behind the backslash at character 5 of the path "a["\", found its end)"},
        Row{"a[99999999999]",
            R"(expected a number of at most 4294967295 at character 3 of the path "a[99999999999]", found 9)"}
    );
    const auto path = host::PathParser{row.path}.parse();
    REQUIRE_FALSE(path);
    CHECK(path.error().text == row.problem);
}

TEST_CASE("[*] anywhere makes a path of several values") {
    CHECK(host::PathParser{"a[*]"}.parse()->finds_several());
    CHECK(host::PathParser{"[*].a[0]"}.parse()->finds_several());
    CHECK_FALSE(host::PathParser{"a[0]"}.parse()->finds_several());
}
