#include "tests/support/slots.hpp"
#include "webhook/api/placeholders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using webhook::append_text;
using webhook::parse_placeholders;
using webhook::RecordView;

namespace {

const std::vector<std::string> names{"tier", "points"};

std::string rendered(std::string_view text, const std::vector<sluice_value>& values) {
    const auto pieces = parse_placeholders(text, names);
    REQUIRE(pieces);
    const RecordView record{.values = values, .id = "r-1", .op = "delete", .attempt = 2};
    std::string out;
    for (const auto& piece : *pieces) {
        const auto fault = append_text(out, piece, record);
        if (fault) {
            return "fault: " + fault->code + " " + std::to_string(fault->field);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("placeholders become the record's values, all else stays as it is") {
    const std::vector<sluice_value> values{slots::text("gold"), slots::number("1.10")};
    CHECK(rendered("a {{tier}} b {{ points }} } {", values) == "a gold b 1.10 } {");
    CHECK(rendered("{{$id}} {{$op}} {{$attempt}}", values) == "r-1 delete 2");
    CHECK(rendered("{{tier}}", {slots::text("{{points}}"), slots::null()}) == "{{points}}");
    CHECK(rendered("<{{tier}}{{points}}>", {slots::absent(), slots::null()}) == "<>");
}

TEST_CASE("what is no text is rejected within a text, with its slot") {
    CHECK(rendered("{{points}}", {slots::null(), slots::json("[1]")}) == "fault: not_text 1");
    CHECK(rendered("{{tier}}", {slots::text("\xff"), slots::null()}) == "fault: not_utf8 0");
}

TEST_CASE("a placeholder that is none is an error, with the name that was meant") {
    const auto error = [](std::string_view text) {
        const auto pieces = parse_placeholders(text, names);
        return pieces ? std::string{} : pieces.error();
    };
    CHECK(error("{{teir}}").find("did you mean tier?") != std::string::npos);
    CHECK(error("{{$ids}}").find("did you mean $id?") != std::string::npos);
    CHECK(error("{{country}}").find("map field.country") != std::string::npos);
    CHECK(error("a {{tier").find("expected }}") != std::string::npos);
    CHECK_FALSE(error("{{}}").empty());
}
