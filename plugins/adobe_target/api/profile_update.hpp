// One update by Adobe's Single Profile Update API. The plan is made once from the mapping; the body
// is written for each record, on the plugin's thread. Pure.
//
//     POST /m2/acme/profile/update HTTP/1.1
//     Host: acme.tt.omtrdc.net
//     Content-Type: application/x-www-form-urlencoded
//     Authorization: Bearer <profile token>            only when needed
//
//     mbox3rdPartyId=crm-1&profile.tier=gold&profile.city=Z%C3%BCrich%20%26%20Bern
//
// The address, the identifiers and 60 KB in one POST: Single Profile Update API, "Update a
// profile". Adobe does not show the form of a POST's body; a form is what the parameters are in
// every sample.
#pragma once

#include "adobe_target/api/attributes.hpp"
#include "adobe_target/api/identifier_slot.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace adobe_target {

// Adobe's 60 KB, read as the smaller of its two meanings. A longer update is rejected: one record,
// one request.
inline constexpr std::size_t max_post_bytes = 60'000;

// What stands for membership when no attribute is mapped: profile.<name>=<value>, and <exit> on a
// delete.
struct Audience {
    std::string name;
    std::string value = "1";
    std::string exit = "0";
};

struct UpdatePlan {
    IdentifierSlot identifier;
    std::string identifier_key;  // "mbox3rdPartyId=" or "mboxPC="
    AttributePlan attributes;
    std::optional<Audience> audience;
    std::string audience_entry;  // "&profile.vip=1"; "" without an audience
    std::string audience_exit;   // "&profile.vip=0"
};

// `path_segment` "" stands for the client code.
std::string profile_update_target(std::string_view client_code, std::string_view path_segment);

// "&profile.tier=": how an attribute begins in the body.
std::string update_key(std::string_view name);

// Puts the audience into the plan.
void set_audience(UpdatePlan& plan, const Audience& audience);

// A body and the room that its writing reuses.
struct UpdateBody {
    std::string text;
    std::string identifier;
};

// Writes the body of one record. Gives the rejection if Adobe would refuse it or it could change
// nothing.
std::optional<sluice::Outcome> write_profile_update(
    const UpdatePlan& plan,
    std::uint32_t op,
    std::span<const sluice_value> values,
    AttributeTally& tally,
    UpdateBody& body
);

}  // namespace adobe_target
