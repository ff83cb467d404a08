// One update by Adobe's Delivery API. The plan is made once from the mapping; the request is
// written for each record, on the plugin's thread. Pure.
//
//     POST /rest/v1/delivery?client=acme&sessionId=<encoded> HTTP/1.1
//     Host: mboxedge35.tt.omtrdc.net
//     Content-Type: application/json
//
//     {"requestId":"<uuid>","impressionId":"<the same over retries and restarts>",
//      "id":{"marketingCloudVisitorId":"<ECID>"},"context":{"channel":"web"},
//      "execute":{"mboxes":[{"index":0,"name":"sluice-profile-update",
//                            "profileParameters":{"tier":"gold"}}]}}
//
// A named mbox carries the attributes: pageLoad would evaluate every activity of the page. No
// authentication (Delivery API, known limitations). A second request with the same impressionId
// counts no second impression (API description).
#pragma once

#include "adobe_target/api/attributes.hpp"
#include "adobe_target/api/visitor.hpp"

#include <sluice/text/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace adobe_target {

// 50 profile parameters in one mbox and 50 mboxes in one request (API description, limits page).
inline constexpr std::size_t most_parameters = 50;
inline constexpr std::size_t most_mboxes = 50;

enum class Carrier : std::uint8_t { mbox, page_load };

// Optional members of the request: text slots with a limit of their own.
struct ContextSlots {
    std::optional<std::size_t> property_token;  // property.token
    std::optional<std::size_t> environment_id;  // environmentId, a whole number
    std::optional<std::size_t> user_agent;      // context.userAgent; the header is not read
    std::optional<std::size_t> ip;              // context.geo.ipAddress
    std::optional<std::size_t> url;             // context.address.url, at most 4096 characters
};

struct DeliveryPlan {
    std::string target_start;  // delivery_target_start(client code)
    VisitorPlan visitor;
    ContextSlots context;
    std::optional<std::size_t> event_time;
    std::chrono::seconds max_session_age{
        1500};  // 25 min: Adobe ends a session after 30 minutes of silence
    AttributePlan attributes;
    Carrier carrier = Carrier::mbox;
    std::string mbox;
};

// "/rest/v1/delivery?client=acme&sessionId="
std::string delivery_target_start(std::string_view client_code);

// "\"tier\":": how an attribute begins in the body.
std::string delivery_key(std::string_view name);

// What the writer reads of a record.
struct DeliveryInput {
    std::uint32_t op = SLUICE_OP_UPSERT;
    std::span<const sluice_value> values;
    std::string_view id;  // sluice_record.id: request and impression ids are made from it
    sluice::UnixTime now{0};
};

// A request and the room that its writing reuses.
struct DeliveryRequest {
    std::string target;
    std::string body;
    Visitor visitor;
    std::size_t executed = 0;  // mboxes and page loads that it executes: each is a billable call
};

// Gives the rejection if Adobe would refuse it, its session is over, or it could change nothing.
std::optional<sluice::Outcome> write_delivery(
    const DeliveryPlan& plan,
    const DeliveryInput& input,
    AttributeTally& tally,
    DeliveryRequest& request
);

}  // namespace adobe_target
