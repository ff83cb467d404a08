// A visitor, a time, a user agent, an attribute and the members of profile.*, a line each, as a
// Delivery request: the body is JSON that reads as what went in. A time that begins with @ is given
// in microseconds.
#include "adobe_target/api/delivery.hpp"
#include "adobe_target/api/identifiers.hpp"
#include "tests/fuzz/slots.hpp"

#include <array>
#include <charconv>

namespace json = boost::json;

namespace {

using namespace adobe_target;  // NOLINT(google-build-using-namespace): the room under test

enum Slot : std::size_t { ecid, session, edge, seen, agent, tier, members, slots };

constexpr std::string_view start = "/rest/v1/delivery?client=acme&sessionId=";

DeliveryPlan plan() {
    DeliveryPlan made;
    made.target_start = delivery_target_start("acme");
    made.visitor.ecid = {.slot = ecid, .title = "ECID", .problem = ecid_problem};
    made.visitor.session_id = {.slot = session, .title = "Session", .problem = session_id_problem};
    made.visitor.edge_number = {.slot = edge, .title = "Edge", .problem = edge_number_problem};
    made.event_time = seen;
    made.context.user_agent = agent;
    made.attributes.mapped.push_back({.name = "tier", .key = delivery_key("tier"), .slot = tier});
    made.attributes.members = members;
    made.attributes.rules.names = delivery_names;
    made.attributes.rules.longest_value = 256;
    made.mbox = "sluice";
    return made;
}

sluice_value time_slot(std::string_view text) {
    if (!text.starts_with('@')) {
        return fuzz::slot(SLUICE_T_STR, text);
    }
    sluice_value value{};
    value.type = SLUICE_T_TIME_US;
    std::from_chars(text.data() + 1, text.data() + text.size(), value.u.i);
    return value;
}

std::string_view text_at(const json::value& value, const char* pointer) {
    json::error_code error;
    const json::value* found = value.find_pointer(pointer, error);
    fuzz::expect(found != nullptr && found->is_string(), "what was given is in the body");
    return {found->get_string().data(), found->get_string().size()};
}

fuzz::Sent attributes_of(const json::value& body) {
    fuzz::Sent sent;
    std::int64_t index = 0;
    for (const json::value& mbox : body.at("execute").at("mboxes").as_array()) {
        fuzz::expect(mbox.at("index").as_int64() == index++, "mboxes are numbered");
        const json::object& parameters = mbox.at("profileParameters").as_object();
        fuzz::expect(!parameters.empty(), "an mbox carries something");
        fuzz::expect(parameters.size() <= most_parameters, "an mbox carries 50 at most");
        for (const auto& [name, value] : parameters) {
            const json::string& text = value.as_string();
            sent.insert_or_assign(
                std::string{name.data(), name.size()}, std::string{text.data(), text.size()}
            );
        }
    }
    return sent;
}

void expect_decodes(
    const DeliveryRequest& request, const std::array<std::string_view, slots>& texts
) {
    const std::string_view target = request.target;
    fuzz::expect(target.starts_with(start), "the target is that of the client");
    const std::string sent_session = fuzz::percent_decoded(target.substr(start.size()));
    fuzz::expect(sent_session == texts[session], "the session is sent as it stood");
    json::error_code error;
    const json::value body = json::parse(request.body, error);
    fuzz::expect(!error && body.is_object(), "the body is a JSON object");
    fuzz::expect(text_at(body, "/id/marketingCloudVisitorId") == texts[ecid], "so is the ECID");
    if (!texts[agent].empty()) {
        fuzz::expect(text_at(body, "/context/userAgent") == texts[agent], "and the user agent");
    }
    const fuzz::Sent sent = attributes_of(body);
    const auto found = sent.find("tier");
    fuzz::expect(
        texts[tier].empty() ? found == sent.end()
                            : found != sent.end() && found->second == texts[tier],
        "an attribute is sent as it stood"
    );
    fuzz::expect_members_sent(texts[members], sent, delivery_names);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const DeliveryPlan delivery = plan();
    std::string_view rest = fuzz::as_text(data, size);
    std::array<std::string_view, slots> texts;
    std::array<sluice_value, slots> values{};
    for (std::size_t i = 0; i < slots; ++i) {
        texts[i] = i == members ? rest : fuzz::take_until(rest, '\n');
        values[i] = fuzz::slot(i == members ? SLUICE_T_JSON : SLUICE_T_STR, texts[i]);
    }
    values[seen] = time_slot(texts[seen]);
    const DeliveryInput input{
        .values = values, .id = "record-1", .now = sluice::UnixTime{1'800'000'000'000'000}};
    AttributeTally tally;
    DeliveryRequest request;
    const auto refusal = write_delivery(delivery, input, tally, request);
    if (refusal) {
        fuzz::expect(refusal->verdict == sluice::Verdict::rejected, "a bad record is rejected");
        fuzz::expect(!refusal->code.empty() && !refusal->message.empty(), "a refusal says why");
    } else {
        expect_decodes(request, texts);
    }
    return 0;
}
