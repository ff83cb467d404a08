#include "host/mapping/cast.hpp"
#include "host/mapping/slot.hpp"

#include <catch2/catch.hpp>

#include <string>

using host::Cast;
using host::Hash;

namespace {

sluice_value str(std::string_view text) {
    return host::text_slot(SLUICE_T_STR, text);
}
sluice_value num(std::string_view text) {
    return host::text_slot(SLUICE_T_NUMBER, text);
}

std::string shown(const std::optional<sluice_value>& value) {
    if (!value) {
        return "none";
    }
    const char* type = value->type == SLUICE_T_STR      ? "str "
                       : value->type == SLUICE_T_NUMBER ? "num "
                                                        : "bool ";
    return type + std::string{host::slot_text(*value)};
}

std::string hashed(const sluice_value& value, Hash hash) {
    host::Sha256 sha;
    host::Arena arena;
    return shown(host::hash_slot(value, hash, sha, arena));
}

}  // namespace

TEST_CASE("a cast gives the wanted type or nothing") {
    struct Row {
        sluice_value value;
        Cast cast;
        const char* result;
    };
    const auto row = GENERATE(
        Row{str("x"), Cast::string, "str x"},
        Row{num("1.10"), Cast::string, "str 1.10"},
        Row{host::bool_slot(true), Cast::string, "str true"},
        Row{host::text_slot(SLUICE_T_JSON, "[1]"), Cast::string, "str [1]"},
        Row{num("1.10"), Cast::number, "num 1.10"},
        Row{str(" 1.10 "), Cast::number, "num 1.10"},
        Row{str("007"), Cast::number, "none"},
        Row{str(""), Cast::number, "none"},
        Row{str("1,5"), Cast::number, "none"},
        Row{host::bool_slot(true), Cast::number, "none"},
        Row{host::text_slot(SLUICE_T_JSON, "[1]"), Cast::number, "none"},
        Row{num("12"), Cast::integer, "num 12"},
        Row{str("-12"), Cast::integer, "num -12"},
        Row{str("12345678901234567890"), Cast::integer, "num 12345678901234567890"},
        Row{num("1.0"), Cast::integer, "none"},
        Row{num("1e3"), Cast::integer, "none"},
        Row{str("-"), Cast::integer, "none"},
        Row{host::bool_slot(false), Cast::boolean, "bool false"},
        Row{str("TRUE"), Cast::boolean, "bool true"},
        Row{str(" false\n"), Cast::boolean, "bool false"},
        Row{str("1"), Cast::boolean, "bool true"},
        Row{num("0"), Cast::boolean, "bool false"},
        Row{num("2"), Cast::boolean, "none"},
        Row{str("yes"), Cast::boolean, "none"},
        Row{host::text_slot(SLUICE_T_JSON, "1"), Cast::boolean, "none"},
        Row{str("x"), Cast::none, "str x"}
    );
    CHECK(shown(host::cast_slot(row.value, row.cast)) == row.result);
}

TEST_CASE("a number is what RFC 8259 says") {
    for (const char* text : {"0", "-0", "12", "1.5", "-1.50e+10", "0.1E-2", "1e5"}) {
        CHECK(host::is_json_number(text));
    }
    for (const char* text :
         {"",
          "-",
          "01",
          "+1",
          ".5",
          "1.",
          "1e",
          "1e+",
          "1.e5",
          "0x1",
          "1 ",
          "NaN",
          "--1",
          "1e5.5"}) {
        CHECK_FALSE(host::is_json_number(text));
    }
}

TEST_CASE("an e-mail is trimmed and lower-cased before it is hashed, a text is not") {
    const std::string of_email = "str " + host::sha256_hex("jane.doe@example.com");
    CHECK(hashed(str(" \tJane.Doe@Example.COM\n"), Hash::sha256_email) == of_email);
    CHECK(hashed(str("jane.doe@example.com"), Hash::sha256) == of_email);
    CHECK(hashed(str("Jane.Doe@Example.COM"), Hash::sha256) != of_email);
    CHECK(hashed(num("1.10"), Hash::sha256) == "str " + host::sha256_hex("1.10"));
    CHECK(hashed(host::bool_slot(true), Hash::sha256) == "str " + host::sha256_hex("true"));
}

TEST_CASE("an empty text stays empty, so that those without an e-mail are not one user") {
    CHECK(hashed(str(""), Hash::sha256) == "str ");
    CHECK(hashed(str("  "), Hash::sha256_email) == "str ");
}

TEST_CASE("an array or object is not hashed") {
    CHECK(hashed(host::text_slot(SLUICE_T_JSON, "{}"), Hash::sha256) == "none");
}

TEST_CASE("types have names for messages") {
    CHECK(host::name_of(Cast::integer) == "an integer");
    CHECK(host::name_of_slot(str("x")) == "a string");
    CHECK(host::name_of_slot(host::text_slot(SLUICE_T_JSON, "[]")) == "an array or object");
    CHECK(host::name_of_slot(sluice_value{}) == "nothing");
}
