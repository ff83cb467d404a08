// The JSON body of a delivery call, checked against Adobe's specification; pure, for delivery only.
#pragma once

#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"

#include <string>
#include <string_view>

namespace sandbox {

/// Fills identifiers, attributes (of all mboxes, views and notifications together), ids of the
/// request, `beacon` and `echo` of `out`. Gives what is wrong first, with its place
/// (`execute.mboxes[0].name must not be blank`), or nothing. What was read before the fault stays
/// in `out`, for the ledger.
std::string read_delivery_body(std::string_view body, const Limits& limits, Received& out);

}  // namespace sandbox
