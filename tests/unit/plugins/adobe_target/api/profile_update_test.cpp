#include "adobe_target/api/profile_update.hpp"
#include "tests/support/form.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

// mbox3rdPartyId in slot 0, profile.tier in 1, profile.* in 2.
UpdatePlan plan_of() {
    UpdatePlan plan;
    plan.identifier = {.slot = 0, .title = "Mbox 3rd Party ID", .problem = third_party_id_problem};
    plan.identifier_key = "mbox3rdPartyId=";
    plan.attributes.mapped.push_back({.name = "tier", .key = update_key("tier"), .slot = 1});
    plan.attributes.members = 2;
    plan.attributes.rules.names = update_names;
    return plan;
}

struct Written {
    std::string body;
    std::string code;
    sluice::Outcome outcome;
};

Written write(
    const UpdatePlan& plan,
    const std::vector<sluice_value>& values,
    std::uint32_t op = SLUICE_OP_UPSERT
) {
    AttributeTally tally;
    UpdateBody body;
    const auto rejection = write_profile_update(plan, op, values, tally, body);
    if (rejection) {
        return {.body = {}, .code = rejection->code, .outcome = *rejection};
    }
    return {.body = body.text, .code = {}, .outcome = {}};
}

}  // namespace

TEST_CASE("the body is the identifier and the attributes, as in the specification") {
    const Written written = write(
        plan_of(),
        {slots::text("crm-1"), slots::text("gold"), slots::json(R"({"city":"Zürich & Bern"})")}
    );
    CHECK(
        written.body ==
        "mbox3rdPartyId=crm-1&profile.tier=gold&profile.city=Z%C3%BCrich%20%26%20Bern"
    );
}

TEST_CASE("the address is the client code's, or the segment's where one is configured") {
    CHECK(profile_update_target("acme", "") == "/m2/acme/profile/update");
    CHECK(profile_update_target("acme", "client") == "/m2/client/profile/update");
    CHECK(profile_update_target("a/../b?c", "") == "/m2/a%2F..%2Fb%3Fc/profile/update");
}

TEST_CASE("nothing that a record holds can become another parameter") {
    const std::string nasty = "a+b&c=d#e%20f/é\r\n";
    const Written written = write(
        plan_of(),
        {slots::text("x&y=1 #%"),
         slots::text(nasty),
         slots::json(R"({"n&=+\r\n":"a+b&c=d#e%20f/é\r\n"})")}
    );
    const auto pairs = form::parse(written.body);
    CHECK(pairs.size() == 3);
    CHECK(pairs.at("mbox3rdPartyId") == "x&y=1 #%");
    CHECK(pairs.at("profile.tier") == nasty);
    CHECK(pairs.at("profile.n&=+\r\n") == nasty);
}

TEST_CASE("any text in any place comes back from an independent decoder") {
    std::mt19937 random{11};
    std::uniform_int_distribution<int> letter{1, 126};
    const auto make = [&](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) {
            text += static_cast<char>(letter(random));
        }
        return text;
    };
    UpdatePlan plan = plan_of();
    plan.attributes.members.reset();
    for (std::size_t round = 1; round < 500; ++round) {
        const std::string name = make(round % 20 + 1);
        const std::string value = make(round % 60 + 1);
        plan.attributes.mapped.front().key = update_key(name);
        const auto pairs = form::parse(write(plan, {slots::text("id"), slots::text(value)}).body);
        REQUIRE(pairs.size() == 2);
        REQUIRE(pairs.at("profile." + name) == value);
    }
}

TEST_CASE("a record without its identifier, or with a bad one, is rejected") {
    CHECK(
        write(plan_of(), {slots::absent(), slots::text("gold"), slots::absent()}).code ==
        "missing_identifier"
    );
    CHECK(
        write(plan_of(), {slots::text("a/b"), slots::text("gold"), slots::absent()}).code ==
        "bad_identifier"
    );
    CHECK(
        write(plan_of(), {slots::number("1e3"), slots::text("gold"), slots::absent()}).code ==
        "identifier_lost_digits"
    );
}

TEST_CASE(
    "a record whose attributes are all gone is rejected, since an identifier alone changes nothing"
) {
    const Written written =
        write(plan_of(), {slots::text("crm-1"), slots::text(""), slots::json(R"({"user.x":1})")});
    CHECK(written.code == "nothing_to_send");
    CHECK(written.outcome.reason == sluice::Reason::missing_field);
}

TEST_CASE("60,000 encoded bytes pass, one more is too large") {
    UpdatePlan plan = plan_of();
    const std::size_t bare =
        write(plan, {slots::text("i"), slots::text("x"), slots::absent()}).body.size() - 1;
    const std::string fits(60'000 - bare, 'x');
    CHECK(
        write(plan, {slots::text("i"), slots::text(fits), slots::absent()}).body.size() == 60'000
    );
    const std::string over = fits + "x";
    const Written too_large = write(plan, {slots::text("i"), slots::text(over), slots::absent()});
    CHECK(too_large.code == "too_large");
    CHECK(too_large.outcome.reason == sluice::Reason::too_large);
    const std::string escaped(20'000, '&');  // three bytes each
    CHECK(
        write(plan, {slots::text("i"), slots::text(escaped), slots::absent()}).code == "too_large"
    );
}

TEST_CASE("an audience is entered by an upsert and left by a delete") {
    UpdatePlan plan = plan_of();
    plan.attributes.mapped.clear();
    plan.attributes.members.reset();
    set_audience(plan, {.name = "vip club", .value = "1", .exit = "0"});
    const std::vector<sluice_value> values{slots::text("crm-1")};
    CHECK(write(plan, values).body == "mbox3rdPartyId=crm-1&profile.vip%20club=1");
    CHECK(
        write(plan, values, SLUICE_OP_DELETE).body == "mbox3rdPartyId=crm-1&profile.vip%20club=0"
    );
    CHECK(write(plan, values, SLUICE_OP_ADD).code == "unsupported_operation");
}

TEST_CASE("without an audience a delete is rejected, since Adobe clears nothing") {
    const std::vector<sluice_value> values{
        slots::text("crm-1"), slots::text("gold"), slots::absent()};
    CHECK(write(plan_of(), values, SLUICE_OP_DELETE).code == "unsupported_operation");
}
