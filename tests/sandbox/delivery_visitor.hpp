// The `id` of a delivery call: who the visitor is; pure, for delivery_body only.
#pragma once

#include "tests/sandbox/json_fields.hpp"
#include "tests/sandbox/received.hpp"

namespace sandbox {

/// Reads
///
///     "id":{"tntId":"a.28_20","thirdPartyId":"crm-1","marketingCloudVisitorId":"105...",
///           "customerIds":[{"id":"c","integrationCode":"crm","authenticatedState":"authenticated"}]}
///
/// into `keys` and checks lengths, forms and that customer ids come with an ECID (Delivery API
/// specification).
bool read_visitor(JsonFields& fields, const boost::json::object& body, Keys& keys);

}  // namespace sandbox
