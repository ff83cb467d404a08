// What Adobe says in a reply that refuses. Called by the judges; pure, any thread.
#pragma once

#include "adobe_target/api/reply_view.hpp"

#include <string>

namespace adobe_target {

// "acme.tt.omtrdc.net answered 400: Invalid property token": the reply's own words if it has any,
// cut at 200 bytes, control characters blanked. Looked for in this order, each the form of one
// Adobe service:
//     <response><success>false</success><message>...</message></response>     profile/update
//     {"status":400,"message":"..."}                         Delivery, profile fetch, API gateway
//     {"error":"invalid_client","error_description":"..."}                    IMS
//     {"httpStatus":404,"errors":[{"errorCode":"...","message":"..."}]}       Admin API
// What the far side echoes of a record is hidden by hide_values() before it goes anywhere.
std::string adobe_message(const ReplyView& reply);

// The content type, or else the beginning of the body, is that of an HTML page: a portal, a proxy,
// the wrong server.
bool is_html(const ReplyView& reply);

}  // namespace adobe_target
