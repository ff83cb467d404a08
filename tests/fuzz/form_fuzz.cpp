// An identifier, an attribute and the members of profile.*, a line each, as a profile update: the
// form decodes to what went in.
#include "adobe_target/api/identifiers.hpp"
#include "adobe_target/api/profile_update.hpp"
#include "tests/fuzz/slots.hpp"

#include <array>

namespace {

using namespace adobe_target;  // NOLINT(google-build-using-namespace): the room under test

UpdatePlan plan() {
    UpdatePlan made;
    made.identifier = {.slot = 0, .title = "mbox3rdPartyId", .problem = third_party_id_problem};
    made.identifier_key = "mbox3rdPartyId=";
    made.attributes.mapped.push_back({.name = "tier", .key = update_key("tier"), .slot = 1});
    made.attributes.members = 2;
    made.attributes.rules.names = update_names;
    return made;
}

// The form's parameters but the first, which is the identifier.
fuzz::Sent attributes_of(std::string_view form) {
    constexpr std::string_view prefix = "profile.";
    fuzz::Sent sent;
    while (!form.empty()) {
        std::string_view value = fuzz::take_until(form, '&');
        const std::string name = fuzz::percent_decoded(fuzz::take_until(value, '='));
        fuzz::expect(name.starts_with(prefix), "all but the identifier is an attribute");
        sent.insert_or_assign(name.substr(prefix.size()), fuzz::percent_decoded(value));
    }
    return sent;
}

void expect_decodes(
    std::string_view form,
    std::string_view identifier,
    std::string_view tier,
    std::string_view members
) {
    fuzz::expect(form.size() <= max_post_bytes, "a form fits into one POST");
    std::string_view first = fuzz::take_until(form, '&');
    fuzz::expect(fuzz::take_until(first, '=') == "mbox3rdPartyId", "the identifier comes first");
    fuzz::expect(fuzz::percent_decoded(first) == identifier, "the identifier is sent as it stood");
    const fuzz::Sent sent = attributes_of(form);
    fuzz::expect(!sent.empty(), "an update changes something");
    const auto found = sent.find("tier");
    fuzz::expect(
        tier.empty() ? found == sent.end() : found != sent.end() && found->second == tier,
        "an attribute is sent as it stood"
    );
    fuzz::expect_members_sent(members, sent, update_names);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const UpdatePlan update = plan();
    std::string_view members = fuzz::as_text(data, size);
    const std::string_view identifier = fuzz::take_until(members, '\n');
    const std::string_view tier = fuzz::take_until(members, '\n');
    const std::array values{
        fuzz::slot(SLUICE_T_STR, identifier),
        fuzz::slot(SLUICE_T_STR, tier),
        fuzz::slot(SLUICE_T_JSON, members)};
    AttributeTally tally;
    UpdateBody body;
    const auto refusal = write_profile_update(update, SLUICE_OP_UPSERT, values, tally, body);
    if (refusal) {
        fuzz::expect(refusal->verdict == sluice::Verdict::rejected, "a bad record is rejected");
        fuzz::expect(!refusal->code.empty() && !refusal->message.empty(), "a refusal says why");
    } else {
        expect_decodes(body.text, identifier, tier, members);
    }
    return 0;
}
