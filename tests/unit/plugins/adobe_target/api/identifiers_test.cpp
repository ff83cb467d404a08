#include "adobe_target/api/identifiers.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

using namespace std::string_literals;  // NOLINT(google-build-using-namespace)
using namespace adobe_target;          // NOLINT(google-build-using-namespace)

TEST_CASE("mbox3rdPartyId has 1 to 256 characters, and no + and no /") {
    CHECK_FALSE(third_party_id_problem("crm-1"));
    CHECK_FALSE(third_party_id_problem(" a b#&=%é "));
    CHECK_FALSE(third_party_id_problem(std::string(256, 'x')));
    std::string umlauts;
    for (int i = 0; i < 256; ++i) {
        umlauts += "ü";
    }
    CHECK_FALSE(third_party_id_problem(umlauts));
    CHECK(
        third_party_id_problem(std::string(257, 'x')) ==
        "expected at most 256 characters, found 257"s
    );
    CHECK(third_party_id_problem("") == "expected 1 to 256 characters, found none"s);
    CHECK(third_party_id_problem("a+b") == "expected no + and no /, found +"s);
    CHECK(third_party_id_problem("a/b") == "expected no + and no /, found /"s);
}

TEST_CASE("mboxPC has one dot and 128 characters at most") {
    CHECK_FALSE(pc_id_problem("1368007744041-575948.28_20"));
    CHECK(pc_id_problem("1368007744041-575948"));
    CHECK(pc_id_problem("a.b.c"));
    CHECK(pc_id_problem(""));
    CHECK_FALSE(pc_id_problem(std::string(127, 'x') + "."));
    CHECK(pc_id_problem(std::string(128, 'x') + "."));
}

TEST_CASE("tntId has at most one dot") {
    CHECK_FALSE(tnt_id_problem("10abf6304b27"));
    CHECK_FALSE(tnt_id_problem("10abf6304b27.28_20"));
    CHECK(tnt_id_problem("10.abf.28_20"));
    CHECK(tnt_id_problem(""));
    CHECK(tnt_id_problem(std::string(129, 'x')));
}

TEST_CASE("ECID has digits alone, and usually 38 of them") {
    CHECK_FALSE(ecid_problem("10527837386392355901041112038610706884"));
    CHECK(is_usual_ecid("10527837386392355901041112038610706884"));
    CHECK_FALSE(ecid_problem("1"));
    CHECK_FALSE(is_usual_ecid("1"));
    CHECK(ecid_problem("1.05e37"));
    CHECK(ecid_problem(" 1"));
    CHECK(ecid_problem(""));
    CHECK(ecid_problem(std::string(129, '1')));
}

TEST_CASE("a session id is printable, without space and ? / { }") {
    CHECK_FALSE(session_id_problem("d359234570e04f14e1faeeba02d6ab9914e"));
    CHECK_FALSE(session_id_problem("a#1555&=+é"));
    for (const std::string_view bad : {"a b", "a?b", "a/b", "a{b", "a}b", "a\nb", "a\x7F", ""}) {
        CAPTURE(bad);
        CHECK(session_id_problem(bad));
    }
    CHECK_FALSE(session_id_problem(std::string(128, 'x')));
    CHECK(session_id_problem(std::string(129, 'x')));
}

TEST_CASE("an edge number has 1 to 3 digits, the first not 0") {
    for (const std::string_view good : {"1", "35", "48", "100", "999"}) {
        CHECK_FALSE(edge_number_problem(good));
    }
    for (const std::string_view bad :
         {"", "0", "035", "1000", "3a", "-1", "3.5", "35 ", "a.evil.example"}) {
        CAPTURE(bad);
        CHECK(edge_number_problem(bad));
    }
}

TEST_CASE("customer ids and integration codes have their lengths") {
    CHECK_FALSE(customer_id_problem(std::string(128, 'x')));
    CHECK(customer_id_problem(std::string(129, 'x')));
    CHECK_FALSE(integration_code_problem(std::string(50, 'x')));
    CHECK(integration_code_problem(std::string(51, 'x')));
    CHECK(integration_code_problem(""));
}

TEST_CASE("a tntId names its edge between dot and underscore, or not at all") {
    CHECK(edge_of("10abf6304b27.28_20") == "28");
    CHECK(edge_of("10abf6304b27.135_0") == "135");
    for (const std::string_view none :
         {"10abf6304b27", "a.28", "a.01_00", "a._20", "a.2x_0", "a.1234_0", ""}) {
        CAPTURE(none);
        CHECK(edge_of(none).empty());
    }
}

TEST_CASE("a number that may have lost digits is told by its literal text") {
    CHECK_FALSE(may_have_lost_digits(slots::number("10527837386392355901041112038610706884")));
    CHECK_FALSE(may_have_lost_digits(slots::text("1.05e37")));
    CHECK_FALSE(may_have_lost_digits(slots::integer(SLUICE_T_I64, 5)));
    CHECK(may_have_lost_digits(slots::number("1.0527837386392355e37")));
    CHECK(may_have_lost_digits(slots::number("1E5")));
    CHECK(may_have_lost_digits(slots::number("5.0")));
    CHECK(may_have_lost_digits(slots::real(5)));
}

TEST_CASE("no problem repeats the visitor's value") {
    const std::string value = "very-secret+/ ?.x.y";
    for (const Problem& problem :
         {third_party_id_problem(value),
          pc_id_problem(value),
          tnt_id_problem(value),
          ecid_problem(value),
          session_id_problem(value),
          edge_number_problem(value)}) {
        REQUIRE(problem);
        CHECK(problem->find("secret") == std::string::npos);
    }
}
