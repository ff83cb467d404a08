// The mapping made into plans, once, at init. Called by the destination with a mapping that
// validate_mapping let pass.
#pragma once

#include "adobe_target/api/delivery.hpp"
#include "adobe_target/api/profile_update.hpp"
#include "adobe_target/fields.hpp"
#include "adobe_target/options.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/spec.hpp>

#include <cstddef>
#include <optional>

namespace adobe_target {

// The place of an optional member of a Delivery request among `slots`; null for every other field.
std::optional<std::size_t>* context_slot(ContextSlots& slots, FieldKind kind);

// For send_identifiers. Throws sluice::Error if an identifier without which nothing can be sent is
// not mapped.
UpdatePlan update_plan(const sluice::Spec& spec, const Settings& settings, const Options& options);

// For stream_attributes. Throws likewise.
DeliveryPlan
delivery_plan(const sluice::Spec& spec, const Settings& settings, const Options& options);

}  // namespace adobe_target
