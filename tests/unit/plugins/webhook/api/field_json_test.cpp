#include "tests/support/slots.hpp"
#include "webhook/api/field_json.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <string>

using webhook::append_json;
using webhook::for_each_member;

namespace {

std::string json(const sluice_value& value) {
    std::string out;
    const auto fault = append_json(out, value, 3);
    if (fault) {
        CHECK(fault->field == 3);
        CHECK(fault->verdict == sluice::Verdict::rejected);
    }
    return fault ? "fault: " + fault->code : out;
}

std::string members(std::string_view object) {
    std::string out;
    const bool is_object = for_each_member(object, [&](auto name, auto value) {
        out += std::string{name} + "=" + std::string{value} + ";";
    });
    return is_object ? out : "none";
}

}  // namespace

TEST_CASE("each slot is JSON by its own bytes") {
    CHECK(json(slots::text("a\"b\n")) == R"("a\"b\n")");
    CHECK(json(slots::number("1.10")) == "1.10");
    CHECK(json(slots::number("12345678901234567890123")) == "12345678901234567890123");
    CHECK(json(slots::boolean(false)) == "false");
    CHECK(json(slots::integer(SLUICE_T_I64, -7)) == "-7");
    CHECK(json(slots::real(0.5)) == "0.5");
    CHECK(json(slots::integer(SLUICE_T_TIME_US, 1'000'000)) == R"("1970-01-01T00:00:01Z")");
    CHECK(json(slots::null()) == "null");
    CHECK(json(slots::absent()) == "null");
    CHECK(json(slots::json(" {\"a\" : [1.10,\n\"x\\ny\"]} ")) == "{\"a\" : [1.10, \"x\\ny\"]}");
}

TEST_CASE("what claims to be JSON and is not cannot end the value early") {
    CHECK(json(slots::json(R"(1, "admin": true)")) == "fault: not_json");
    CHECK(json(slots::json("")) == "fault: not_json");
    CHECK(json(slots::json("{")) == "fault: not_json");
    CHECK(json(slots::number("1,2")) == "fault: not_json");
    CHECK(json(slots::number("NaN")) == "fault: not_json");
    CHECK(json(slots::number("true")) == "fault: not_json");
    CHECK(json(slots::text("\xff")) == "fault: not_utf8");
    CHECK(json(slots::of_type(SLUICE_T_BYTES, "x")) == "fault: not_text");
    CHECK(json(slots::real(std::numeric_limits<double>::infinity())) == "fault: not_text");
    CHECK(json(slots::integer(99, 1)) == "fault: not_text");
}

TEST_CASE("members come in their order, with their values as they stand") {
    CHECK(
        members(R"({"a": 1.10, "b\"c" : "x,}", "d":{"e":[1,2]} , "f":[] })") ==
        R"(a=1.10;b"c="x,}";d={"e":[1,2]};f=[];)"
    );
    CHECK(members("{}").empty());
    CHECK(members(" { } ").empty());
    CHECK(members(R"({"a":"\\"})") == R"(a="\\";)");
    CHECK(members("[1]") == "none");
    CHECK(members("{") == "none");
}
