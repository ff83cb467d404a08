// What the status server answers: request and snapshot in, reply out. Pure; on the server's thread.
#pragma once

#include "host/report/status.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace host {

// As far as an answer depends on it. "" for a header that is not there.
struct StatusRequest {
    std::string_view method;
    std::string_view target;
    std::string_view host;
    std::string_view authorization;
};

struct StatusReply {
    unsigned status = 200;
    std::string_view type = "application/json";
    std::string body;
};

// Who may ask.
struct StatusAccess {
    std::string token;        // asked of everything but /healthz; "": nothing is asked
    bool is_loopback = true;  // the address that the server listens on
};

// GET and HEAD of
//
//     /metrics    Prometheus text
//     /healthz    200, or 503 while the host thread hangs
//     /readyz     200 or 503,
//     {"ready":false,"reasons":[{"pipeline":"loyalty","reason":"quota",...}]} /status     the
//     snapshot, as `sluice status --json` prints it
//
// 421 if a loopback server is asked by another name than that of this machine: a page whose name
// was made to point to 127.0.0.1 (DNS rebinding). 401 without the token. `snapshot`: null before
// the first.
StatusReply status_reply(
    const StatusRequest& request,
    const StatusAccess& access,
    const Snapshot* snapshot,
    std::int64_t now_ms
);

}  // namespace host
