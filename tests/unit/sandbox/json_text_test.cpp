#include "tests/sandbox/json_text.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;

TEST_CASE("a JSON string escapes quotes, backslashes and control characters only") {
    std::string out;
    append_json(out, std::string_view("a\"b\\c\n\r\t\x01/é\0z", 14));
    CHECK(out == R"("a\"b\\c\n\r\t\u0001/é\u0000z")");
}

TEST_CASE("an object separates its members and leaves out what is empty") {
    std::string out;
    JsonObject object(out);
    object.text("a", "x");
    object.text_if_any("b", "");
    object.number("c", 18446744073709551615ULL);
    object.truth("d", false);
    object.raw("e");
    out += "[]";
    object.close();
    CHECK(out == R"({"a":"x","c":18446744073709551615,"d":false,"e":[]})");
}
