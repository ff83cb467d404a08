#include <sluice/text.hpp>

#include <catch2/catch.hpp>

TEST_CASE("a null pointer is an empty view, whatever its length says") {
    CHECK(sluice::to_view(sluice_str{nullptr, 7}).empty());
}

TEST_CASE("only slots that hold bytes have a text") {
    const sluice_value number{SLUICE_T_NUMBER, 4, {"1.10"}};
    CHECK(sluice::to_view(number) == "1.10");
    sluice_value integer{SLUICE_T_I64, 4, {}};
    integer.u.i = 7;
    CHECK(sluice::to_view(integer).empty());
}
