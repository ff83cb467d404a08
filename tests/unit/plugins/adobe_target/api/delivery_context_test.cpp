#include "adobe_target/api/delivery_context.hpp"
#include "tests/support/slots.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using adobe_target::ContextSlots;
using adobe_target::write_context;

namespace {

const ContextSlots all{
    .property_token = 0, .environment_id = 1, .user_agent = 2, .ip = 3, .url = 4};

std::string code_of(std::size_t slot, const sluice_value& value) {
    std::vector<sluice_value> values(5, slots::absent());
    values[slot] = value;
    std::string body;
    const auto rejection = write_context(all, values, body);
    if (!rejection) {
        return "";
    }
    CHECK(rejection->field == static_cast<std::int32_t>(slot));
    return rejection->code;
}

}  // namespace

TEST_CASE("the channel stands always, the rest where the record has it") {
    std::string body;
    REQUIRE_FALSE(write_context({}, {}, body));
    CHECK(body == R"(,"context":{"channel":"web"})");

    body = "{\"first\":1";
    const std::vector<sluice_value> values{
        slots::text("t\"1"),
        slots::number("17"),
        slots::text("Mozilla"),
        slots::text("203.0.113.7"),
        slots::text("https://a/?b#c")};
    REQUIRE_FALSE(write_context(all, values, body));
    CHECK(
        boost::json::parse(body + "}") ==
        boost::json::parse(
            R"({"first":1,"environmentId":17,"property":{"token":"t\"1"},"context":{"channel":"web","userAgent":"Mozilla",)"
            R"("geo":{"ipAddress":"203.0.113.7"},"address":{"url":"https://a/?b#c"}}})"
        )
    );
}

TEST_CASE("each member is held to its form and length") {
    CHECK(code_of(0, slots::json("{}")) == "bad_field");
    CHECK(code_of(1, slots::text("12a")) == "bad_field");
    CHECK(code_of(1, slots::text("-1")) == "bad_field");
    CHECK(code_of(1, slots::number("1e3")) == "bad_field");
    CHECK(code_of(2, slots::null()).empty());
    CHECK(code_of(3, slots::text("\xFF")) == "bad_field");
    const std::string longest(4096, 'x');
    CHECK(code_of(4, slots::text(longest)).empty());
    const std::string longer(4097, 'x');
    CHECK(code_of(4, slots::text(longer)) == "bad_field");
}
