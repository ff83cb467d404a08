#include "adobe_target/api/identifier_slot.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

const IdentifierSlot identifier{
    .slot = 0, .title = "Mbox 3rd Party ID", .problem = third_party_id_problem};

struct Read {
    std::string text;
    bool is_there = false;
    std::string code;
    sluice::Outcome outcome;
};

Read read(const sluice_value& value) {
    Read result;
    const std::vector<sluice_value> values{value};
    const auto found = read_identifier(identifier, values, result.text);
    if (found) {
        result.is_there = *found;
    } else {
        result.outcome = found.error();
        result.code = found.error().code;
    }
    return result;
}

}  // namespace

TEST_CASE("an identifier is taken byte for byte, text or whole number") {
    CHECK(read(slots::text(" Crm-1 ")).text == " Crm-1 ");
    CHECK(
        read(slots::number("10527837386392355901041112038610706884")).text ==
        "10527837386392355901041112038610706884"
    );
    CHECK(read(slots::integer(SLUICE_T_I64, 42)).text == "42");
    CHECK(read(slots::text("1.5e3")).text == "1.5e3");
}

TEST_CASE("absent, null and empty are no identifier") {
    CHECK_FALSE(read(slots::absent()).is_there);
    CHECK_FALSE(read(slots::null()).is_there);
    CHECK_FALSE(read(slots::text("")).is_there);
}

TEST_CASE("a number that may have lost digits is rejected as such") {
    for (const sluice_value& value :
         {slots::number("1.0527837386392355e37"), slots::number("5.0"), slots::real(5)}) {
        const Read result = read(value);
        CHECK(result.code == "identifier_lost_digits");
        CHECK(result.outcome.verdict == sluice::Verdict::rejected);
        CHECK(result.outcome.field == 0);
    }
}

TEST_CASE("what breaks the rule or is no text is rejected by the name that operators know") {
    for (const sluice_value& value :
         {slots::text("a+secret"),
          slots::boolean(true),
          slots::json("{}"),
          slots::text("\xFFsecret")}) {
        const Read result = read(value);
        CHECK(result.code == "bad_identifier");
        CHECK(result.outcome.message.starts_with("Mbox 3rd Party ID: expected "));
        CHECK(result.outcome.message.find("secret") == std::string::npos);
    }
    CHECK(missing_identifier(identifier).code == "missing_identifier");
    CHECK(missing_identifier(identifier).reason == sluice::Reason::missing_field);
}
