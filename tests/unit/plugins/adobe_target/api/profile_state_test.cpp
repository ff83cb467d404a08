#include "adobe_target/api/profile_fetch.hpp"
#include "adobe_target/api/profile_state.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)
using sluice::AttributeState;
using sluice::Known;

namespace {

// mbox3rdPartyId, profile.tier, profile.*
UpdatePlan plan() {
    UpdatePlan plan;
    plan.attributes.mapped.push_back({.name = "tier", .key = "", .slot = 1});
    plan.attributes.members = 2;
    return plan;
}

std::string stored(std::string_view attributes) {
    return R"({"client":"acme","visitorId":"crm-1","profileAttributes":{)" +
           std::string{attributes} + "}}";
}

std::string value(std::string_view name, std::string_view json) {
    return '"' + std::string{name} + R"(":{"value":)" + std::string{json} +
           R"(,"modifiedAt":"2017-07-31T20:34:55.625-04:00"})";
}

std::vector<sluice::Attribute>
compared(std::string_view attributes, sluice_value tier, ShownValues shown = ShownValues::none) {
    const std::vector<sluice_value> values{slots::text("crm-1"), tier, slots::absent()};
    const auto sent = sent_attributes(plan(), SLUICE_OP_UPSERT, values);
    const std::string body = stored(attributes);
    return compare_profile(ReplyJson{body}, sent, shown);
}

AttributeState tier_is(std::string_view attributes, sluice_value tier) {
    const auto told = compared(attributes, tier);
    REQUIRE(told.size() == 1);
    return told[0].state;
}

ReplyView reply(int status, std::string_view body) {
    return {
        .status = status,
        .host = "acme.tt.omtrdc.net",
        .content_type = "application/json",
        .body = body,
        .retry_after = std::nullopt};
}

}  // namespace

TEST_CASE("names and values are compared as Adobe stores them: byte for byte, case by case") {
    const auto gold = slots::text("gold");
    CHECK(tier_is(value("tier", R"("gold")"), gold) == AttributeState::same);
    CHECK(tier_is(value("tier", R"("Gold")"), gold) == AttributeState::overwritten);
    CHECK(tier_is(value("tier", R"("gold ")"), gold) == AttributeState::overwritten);
    CHECK(tier_is(value("Tier", R"("gold")"), gold) == AttributeState::absent);
    CHECK(tier_is(value("profile.tier", R"("gold")"), gold) == AttributeState::absent);
    CHECK(tier_is("", gold) == AttributeState::absent);
    CHECK(tier_is(value("tier", "null"), gold) == AttributeState::absent);
}

TEST_CASE("numbers are text: 1.10 is what was sent and 1.1 is not, unless Adobe gives a bare number"
) {
    CHECK(tier_is(value("tier", R"("1.10")"), slots::number("1.10")) == AttributeState::same);
    CHECK(tier_is(value("tier", R"("1.1")"), slots::number("1.10")) == AttributeState::overwritten);
    CHECK(tier_is(value("tier", "1.1"), slots::number("1.10")) == AttributeState::same);
    CHECK(tier_is(value("tier", "7"), slots::number("7")) == AttributeState::same);
    CHECK(tier_is(value("tier", "7"), slots::text("07")) == AttributeState::overwritten);
    CHECK(tier_is(value("tier", "true"), slots::boolean(true)) == AttributeState::same);
    CHECK(tier_is(value("tier", R"("true")"), slots::boolean(true)) == AttributeState::same);
}

TEST_CASE("members of profile.* are told by their names, those mapped by name once") {
    const std::vector<sluice_value> values{
        slots::text("crm-1"),
        slots::text("gold"),
        slots::json(R"({"tier":"other","a.b/c~":"x","none":null})")};
    const auto sent = sent_attributes(plan(), SLUICE_OP_UPSERT, values);
    REQUIRE(sent.size() == 2);
    const std::string body = stored(value("a.b/c~", R"("x")") + ',' + value("tier", R"("gold")"));
    const auto told = compare_profile(ReplyJson{body}, sent, ShownValues::none);
    REQUIRE(told.size() == 2);
    CHECK((told[0].field == 1 && told[0].member.empty()));
    CHECK((told[1].field == 2 && told[1].member == "a.b/c~"));
    CHECK(told[0].state == AttributeState::same);
    CHECK(told[1].state == AttributeState::same);
}

TEST_CASE("what was found is told only to who asks for it") {
    const std::string attributes = value("tier", R"("silver")");
    CHECK(compared(attributes, slots::text("gold"))[0].found.empty());
    CHECK(compared(attributes, slots::text("gold"), ShownValues::found)[0].found == "silver");
}

TEST_CASE("an audience is an attribute of its own: entered by an update, left by a delete") {
    UpdatePlan members;
    set_audience(members, {.name = "vip", .value = "1", .exit = "0"});
    const std::vector<sluice_value> values{slots::text("crm-1")};
    const auto entry = sent_attributes(members, SLUICE_OP_UPSERT, values);
    const auto exit = sent_attributes(members, SLUICE_OP_DELETE, values);
    REQUIRE((entry.size() == 1 && exit.size() == 1));
    CHECK((entry[0].name == "vip" && entry[0].text == "1" && entry[0].field == -1));
    CHECK(exit[0].text == "0");
    CHECK(sent_attributes(plan(), SLUICE_OP_DELETE, values).empty());
}

TEST_CASE("a reply tells whether the user is known, or why that cannot be told") {
    const std::string profile = stored("");
    CHECK(judge_profile(reply(200, profile), "acme").known == Known::yes);
    const auto nobody = judge_profile(
        reply(
            404,
            R"({"status" : 404, "message" : "No profile found for client acme with mboxPC=1.2"})"
        ),
        "acme"
    );
    CHECK(nobody.known == Known::no);
    const auto other = judge_profile(reply(404, "not here"), "acme");
    CHECK((other.known == Known::untold && other.why.code == "misrouted"));
    const auto refused = judge_profile(reply(403, ""), "acme");
    CHECK(refused.next == FetchJudgement::Next::renew_token);
    CHECK(refused.why.code == "profile_token_refused");
    const auto busy = judge_profile(reply(503, ""), "acme");
    CHECK((busy.known == Known::untold && busy.next == FetchJudgement::Next::answer));
    CHECK(busy.why.code == "server_error");
    CHECK(judge_profile(reply(200, "hello"), "acme").known == Known::untold);
}

TEST_CASE("a PCID is asked for under its own path") {
    CHECK(
        pc_profile_fetch_target("1368007744041-575948.28_20", "acme") ==
        "/rest/v1/profiles/1368007744041-575948.28_20?client=acme"
    );
    CHECK(pc_profile_fetch_target("a/../b", "acme") == "/rest/v1/profiles/a%2F..%2Fb?client=acme");
}
