#include "host/mapping/json_text.hpp"
#include "host/mapping/slot.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

std::string quoted(std::string_view text) {
    std::string out;
    host::append_json_string(out, text);
    return out;
}

std::string json(std::string_view written) {
    const test::Tree tree{written};
    std::string out;
    host::append_json(out, tree.document(), tree.root());
    return out;
}

std::string joined(std::string_view written, std::string_view separator) {
    const test::Tree tree{written};
    std::string out;
    host::append_joined(out, tree.document(), tree.root(), separator);
    return out;
}

}  // namespace

TEST_CASE("a string is escaped where JSON demands it and nowhere else") {
    CHECK(quoted("") == "\"\"");
    CHECK(quoted("Zürich & Bern/</script>") == "\"Zürich & Bern/</script>\"");
    CHECK(quoted("a\"b\\c") == R"("a\"b\\c")");
    CHECK(quoted("\n\r\t\b\f") == R"("\n\r\t\b\f")");
    CHECK(quoted(std::string("\0\x1f", 2)) == R"("\u0000\u001f")");
    CHECK(quoted("\x7f") == "\"\x7f\"");
}

TEST_CASE("a node is written as it stood") {
    const std::string text = R"({"a":[1.10,true,null,"x\n"],"b":{"c":{}},"d":[]})";
    CHECK(json(text) == text);
}

TEST_CASE("of members with the same name the last one is written") {
    CHECK(json(R"({"a":1,"b":2,"a":{"c":1,"c":2}})") == R"({"b":2,"a":{"c":2}})");
}

TEST_CASE("slots are written by their type") {
    std::string out;
    for (const sluice_value& slot :
         {host::text_slot(SLUICE_T_STR, "5"),
          host::text_slot(SLUICE_T_NUMBER, "1.10"),
          host::bool_slot(false),
          host::null_slot(),
          host::text_slot(SLUICE_T_JSON, "[1]")}) {
        host::append_json(out, slot);
        out += ' ';
    }
    CHECK(out == R"("5" 1.10 false null [1] )");
}

TEST_CASE("an array's elements are joined as texts without nulls") {
    CHECK(joined(R"(["a",1.10,true,null,"b"])", ", ") == "a, 1.10, true, b");
    CHECK(joined("[null]", ",").empty());
    CHECK(joined(R"(["a",["b","c"],{"d":1}])", ";") == R"(a;["b","c"];{"d":1})");
    CHECK(joined(R"(["",""])", ",") == ",");
}
