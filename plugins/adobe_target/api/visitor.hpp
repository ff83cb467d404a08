// Who a Delivery request is about: the ids of one record, checked, and the edge that keeps the
// visitor's session. Called by delivery; pure, any thread.
#pragma once

#include "adobe_target/api/identifier_slot.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace adobe_target {

// customer_ids.crm: one slot.
struct CustomerIdSlot {
    std::string integration_code;
    IdentifierSlot id;
};

struct VisitorPlan {
    IdentifierSlot ecid;
    IdentifierSlot session_id;
    std::optional<IdentifierSlot> edge_number;  // this or tnt_id
    std::optional<IdentifierSlot> tnt_id;
    std::optional<IdentifierSlot> third_party_id;
    std::vector<CustomerIdSlot> customer_ids;
    std::optional<std::size_t> customer_id_members;  // the slot of customer_ids.*
};

struct CustomerId {
    std::string integration_code;
    std::string id;
};

// The strings are reused from record to record.
struct Visitor {
    std::string ecid;
    std::string session_id;
    std::string edge;    // "35", of the tntId if it names one
    std::string tnt_id;  // "" if there is none, as the rest
    std::string third_party_id;
    std::vector<CustomerId> customer_ids;
    bool edges_differ = false;  // the mapped edge number is not the tntId's, which won
};

// Gives the rejection if an id breaks a rule or a mandatory one is missing.
std::optional<sluice::Outcome>
read_visitor(const VisitorPlan& plan, std::span<const sluice_value> values, Visitor& visitor);

}  // namespace adobe_target
