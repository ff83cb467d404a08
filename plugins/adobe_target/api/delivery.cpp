#include "adobe_target/api/delivery.hpp"

#include "adobe_target/api/delivery_attributes.hpp"
#include "adobe_target/api/delivery_context.hpp"
#include "adobe_target/api/event_time.hpp"
#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/api/uuid.hpp"

#include <sluice/percent.hpp>
#include <sluice/text/json_text.hpp>
#include <sluice/text/slot_text.hpp>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

std::optional<Outcome> stale_session(const DeliveryPlan& plan, const DeliveryInput& input) {
    if (!plan.event_time) {
        return std::nullopt;
    }
    const sluice_value& value = input.values[*plan.event_time];
    const sluice::SlotText::Kind kind = sluice::SlotText{value}.kind();
    if (kind == sluice::SlotText::Kind::absent || kind == sluice::SlotText::Kind::empty) {
        return std::nullopt;
    }
    const auto slot = static_cast<std::int32_t>(*plan.event_time);
    const auto seen = event_time(value);
    if (!seen) {
        return rejected(
            {.reason = Reason::invalid_field,
             .code = "bad_event_time",
             .message = "Event time: expected a time as in 2026-08-19T10:00:00Z or seconds since "
                        "1970, found something else",
             .field = slot}
        );
    }
    if (input.now - *seen <= plan.max_session_age) {
        return std::nullopt;
    }
    const auto age = std::chrono::duration_cast<std::chrono::minutes>(input.now - *seen);
    return rejected(
        {.reason = Reason::expired,
         .code = "stale_session",
         .message = "Event time: expected at most " +
                    std::to_string(plan.max_session_age.count() / 60) +
                    " minutes ago (max_session_age), found " + std::to_string(age.count()) +
                    "; Adobe has ended such a session",
         .field = slot}
    );
}

// {"requestId":"...","impressionId":"...": one UUID for both, the record's own over all its
// attempts.
void write_request_ids(std::string_view id, std::string& body) {
    body += R"({"requestId":")";
    const std::size_t at = body.size();
    append_uuid(body, id);
    const std::size_t length = body.size() - at;
    body += R"(","impressionId":")";
    body.append(body, at, length);
    body += '"';
}

void write_member(std::string_view key, std::string_view value, std::string& body) {
    if (value.empty()) {
        return;
    }
    body += key;
    sluice::append_json_string(body, value);
}

// "id":{...}. Only authenticated customer ids are used (API description).
void write_visitor(const Visitor& visitor, std::string& body) {
    body += R"(,"id":{"marketingCloudVisitorId":)";
    sluice::append_json_string(body, visitor.ecid);
    write_member(R"(,"tntId":)", visitor.tnt_id, body);
    write_member(R"(,"thirdPartyId":)", visitor.third_party_id, body);
    std::string_view before = R"(,"customerIds":[)";
    for (const CustomerId& customer : visitor.customer_ids) {
        body += before;
        body += R"({"id":)";
        sluice::append_json_string(body, customer.id);
        body += R"(,"integrationCode":)";
        sluice::append_json_string(body, customer.integration_code);
        body += R"(,"authenticatedState":"authenticated"})";
        before = ",";
    }
    body += visitor.customer_ids.empty() ? "}" : "]}";
}

std::optional<Outcome> write_body(
    const DeliveryPlan& plan,
    const DeliveryInput& input,
    AttributeTally& tally,
    DeliveryRequest& request
) {
    request.body.clear();
    write_request_ids(input.id, request.body);
    write_visitor(request.visitor, request.body);
    if (auto rejection = write_context(plan.context, input.values, request.body)) {
        return rejection;
    }
    auto executed = write_execute(plan, input.values, tally, request.body);
    if (!executed) {
        return std::move(executed).error();
    }
    request.executed = *executed;
    request.body += '}';
    return std::nullopt;
}

}  // namespace

std::string delivery_target_start(std::string_view client_code) {
    std::string start = "/rest/v1/delivery?client=";
    sluice::append_percent(start, client_code);
    start += "&sessionId=";
    return start;
}

std::string delivery_key(std::string_view name) {
    std::string key;
    sluice::append_json_string(key, name);
    key += ':';
    return key;
}

std::optional<Outcome> write_delivery(
    const DeliveryPlan& plan,
    const DeliveryInput& input,
    AttributeTally& tally,
    DeliveryRequest& request
) {
    if (input.op != SLUICE_OP_UPSERT) {
        return rejected(
            {.reason = Reason::invalid_field,
             .code = "unsupported_operation",
             .message =
                 "expected an upsert, found another operation: Adobe Target clears no attribute"}
        );
    }
    if (auto rejection = read_visitor(plan.visitor, input.values, request.visitor)) {
        return rejection;
    }
    if (auto rejection = stale_session(plan, input)) {
        return rejection;
    }
    request.target = plan.target_start;
    sluice::append_percent(request.target, request.visitor.session_id);
    return write_body(plan, input, tally, request);
}

}  // namespace adobe_target
