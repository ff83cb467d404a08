// The optional members of a Delivery body: environment, property, context. Called by delivery
// alone; pure.
#pragma once

#include "adobe_target/api/delivery.hpp"

#include <optional>
#include <span>
#include <string>

namespace adobe_target {

// Appends
// ,"environmentId":1,"property":{"token":"..."},"context":{"channel":"web","userAgent":"...",
// "geo":{"ipAddress":"..."},"address":{"url":"..."}} as far as the record has them; context.channel
// always.
std::optional<sluice::Outcome>
write_context(const ContextSlots& slots, std::span<const sluice_value> values, std::string& body);

}  // namespace adobe_target
