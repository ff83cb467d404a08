// The part of a Delivery body that carries the attributes. Called by delivery alone; pure but for
// the tally.
#pragma once

#include "adobe_target/api/delivery.hpp"

#include <sluice/result.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace adobe_target {

// Appends
// ,"execute":{"mboxes":[{"index":0,"name":"...","profileParameters":{...}},{"index":1,...}]}: 50
// attributes in each mbox, so still one request and one verdict. With the carrier page_load the
// first 50 stand in "pageLoad":{...} before them. Gives how many mboxes and page loads it executes.
sluice::Result<std::size_t, sluice::Outcome> write_execute(
    const DeliveryPlan& plan,
    std::span<const sluice_value> values,
    AttributeTally& tally,
    std::string& body
);

}  // namespace adobe_target
