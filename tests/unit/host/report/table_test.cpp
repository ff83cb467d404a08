#include "host/report/table.hpp"

#include <catch2/catch.hpp>

using host::Align;
using host::Table;

TEST_CASE("columns are as wide as their widest cell, numbers stand right, and no line ends in space"
) {
    Table table{{{"NAME", Align::left}, {"COUNT", Align::right}, {"NOTE", Align::left}}};
    table.row({"loyalty", "1,234,567", "x"});
    table.row({"é", "2", ""});
    CHECK(
        table.text() == "NAME         COUNT  NOTE\n"
                        "loyalty  1,234,567  x\n"
                        "é                2\n"
    );
}

TEST_CASE("an empty table is its header") {
    const Table table{{{"A", Align::left}, {"B", Align::left}}};
    CHECK(table.empty());
    CHECK(table.text() == "A  B\n");
}

TEST_CASE("too few cells are filled up and too many left out") {
    Table table{{{"A", Align::left}, {"B", Align::left}}};
    table.row({"1"});
    table.row({"1", "2", "3"});
    CHECK_FALSE(table.empty());
    CHECK(table.text() == "A  B\n1\n1  2\n");
}

TEST_CASE("a value with a line end or an escape stays in its cell") {
    Table table{{{"A", Align::left}, {"B", Align::left}}};
    table.row({"x\ny\x1b[2J", "z"});
    CHECK(table.text() == "A        B\nx y [2J  z\n");
}
