// The Delivery API, POST /rest/v1/delivery: reading a call and answering it; pure, asked by the
// router.
#pragma once

#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/profile_update.hpp"
#include "tests/sandbox/profiles.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"

namespace sandbox {

/// Decodes
///
///     POST /rest/v1/delivery?client=acme&sessionId=s-1 HTTP/1.1
///     Content-Type: application/json
///
///     {"context":{"channel":"web"},"id":{"marketingCloudVisitorId":"..."},
///      "execute":{"mboxes":[{"index":0,"name":"m","profileParameters":{"tier":"gold"}}]}}
///
/// into `out` and checks the rules of Adobe's specification; the first breach becomes out.refusal,
/// `{"status":400,"message":"..."}`.
void read_delivery(const Request& request, const Settings& settings, Received& out);

/// Finds or makes the profile, stores the attributes, and answers 200 with `id` and `edgeHost`, or
/// 204 to a beacon. `host`: the request's Host header; an edge named there is the edge that
/// answers.
Done do_delivery(
    const Received& call,
    std::string_view host,
    const Settings& settings,
    Profiles& profiles,
    Moment now
);

}  // namespace sandbox
