// `delivery:`, `coalesce:`, `guard:`, `quota:` and `rate:` of a pipeline → settings. Used by
// read_pipeline(); start-up.
#pragma once

#include "host/config/section.hpp"

namespace host {

DeliverySettings read_delivery(const Section& pipeline);

}  // namespace host
