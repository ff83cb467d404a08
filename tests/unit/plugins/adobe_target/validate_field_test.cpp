#include "adobe_target/validate_field.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/test_host.hpp"
#include "tests/support/test_spec.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

// The codes found of one field, as one text.
std::string codes(
    Action action,
    const std::string& name,
    const sluice_value& constant = {},
    std::uint32_t flags = 0
) {
    test::TestHost host;
    test::TestSpec spec{"", ""};
    spec.field(name, flags, constant);
    sluice::Findings findings{host.host()};
    validate_field(findings, spec.cpp(), action, 0, {});
    std::string all;
    for (const auto& issue : host.issues()) {
        CHECK(issue.path == "/fields/0");
        all += all.empty() ? issue.code : " " + issue.code;
    }
    return all;
}

constexpr auto update = Action::send_identifiers;
constexpr auto delivery = Action::stream_attributes;

}  // namespace

TEST_CASE("an unknown field comes with the nearest known one") {
    test::TestHost host;
    test::TestSpec spec{"", ""};
    spec.field("sesion_id");
    sluice::Findings findings{host.host()};
    validate_field(findings, spec.cpp(), delivery, 0, {});
    REQUIRE(host.issues().size() == 1);
    CHECK(host.issues()[0].message.ends_with("found 'sesion_id'; did you mean session_id?"));
}

TEST_CASE("several values are taken for ID extension alone") {
    CHECK(codes(update, "mbox3rdPartyId", {}, SLUICE_FF_MANY).empty());
    CHECK(codes(update, "mboxPC", {}, SLUICE_FF_MANY).empty());
    CHECK(codes(update, "profile.tier", {}, SLUICE_FF_MANY) == "several_values");
    for (const char* name :
         {"ecid",
          "session_id",
          "edge_number",
          "mbox3rdPartyId",
          "tntId",
          "customer_ids.crm",
          "event_time"}) {
        CAPTURE(name);
        CHECK(codes(delivery, name, {}, SLUICE_FF_MANY) == "several_values");
    }
}

TEST_CASE("names that Adobe refuses are errors where the mapping itself writes them") {
    CHECK(codes(update, "profile.user.x") == "bad_name");
    CHECK(codes(update, "profile.") == "bad_name");
    CHECK(codes(update, "profile.profileX").empty());
    CHECK(codes(delivery, "profile.profileX") == "bad_name");
    CHECK(codes(delivery, "customer_ids." + std::string(51, 'x')) == "bad_name");
    CHECK(codes(delivery, "customer_ids.*").empty());
}

TEST_CASE("a constant is held to the rule of its field") {
    CHECK(codes(update, "mbox3rdPartyId", slots::text("a+b")) == "bad_constant");
    CHECK(codes(update, "mbox3rdPartyId", slots::text("")) == "bad_constant");
    CHECK(codes(update, "mbox3rdPartyId", slots::number("1e5")) == "bad_constant");
    CHECK(codes(update, "mbox3rdPartyId", slots::boolean(true)) == "bad_constant");
    CHECK(codes(update, "mbox3rdPartyId", slots::json("{}")) == "bad_constant");
    CHECK(codes(update, "mboxPC", slots::text("abc")) == "bad_constant");
    CHECK(codes(update, "mboxPC", slots::text("abc.28_20")) == "constant_identifier");
    CHECK(codes(delivery, "ecid", slots::text("12")) == "unusual_ecid constant_identifier");
    CHECK(codes(delivery, "session_id", slots::text("a b")) == "bad_constant");
    CHECK(codes(delivery, "edge_number", slots::number("035")) == "bad_constant");
    CHECK(codes(delivery, "edge_number", slots::number("35")).empty());
    CHECK(codes(delivery, "event_time", slots::text("noon")) == "bad_constant");
    CHECK(codes(delivery, "event_time", slots::text("2026-08-19T10:00:00Z")).empty());
    CHECK(codes(delivery, "environment_id", slots::text("prod")) == "bad_constant");
    CHECK(codes(delivery, "environment_id", slots::number("7")).empty());
    const std::string url(4097, 'x');
    CHECK(codes(delivery, "url", slots::text(url)) == "bad_constant");
    CHECK(codes(delivery, "user_agent", slots::text("curl")).empty());
    CHECK(
        codes(delivery, "ip", slots::text(std::string_view{url}.substr(0, 46))) == "bad_constant"
    );
    CHECK(codes(delivery, "property_token", slots::text("t")).empty());
    CHECK(codes(update, "profile.*", slots::text("x")) == "bad_constant");
}

TEST_CASE("a constant attribute must say something, and fit") {
    CHECK(codes(update, "profile.source", slots::text("crm")).empty());
    CHECK(codes(update, "profile.source", slots::text("")) == "bad_constant");
    CHECK(codes(update, "profile.source", slots::null()) == "bad_constant");
    const std::string longer(257, 'x');
    CHECK(codes(update, "profile.source", slots::text(longer)).empty());
    CHECK(codes(delivery, "profile.source", slots::text(longer)) == "bad_constant");
}

TEST_CASE("a field is mapped once") {
    test::TestHost host;
    test::TestSpec spec{"", ""};
    spec.field("profile.tier").field("profile.tier");
    sluice::Findings findings{host.host()};
    validate_field(findings, spec.cpp(), update, 1, {});
    CHECK(host.has_issue("/fields/1", "mapped_twice"));
}
