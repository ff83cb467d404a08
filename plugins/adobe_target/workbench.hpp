// What one worker reuses from record to record, so that nothing is allocated on the way: the parts
// of the request as its action writes them, the message, and the reply. Owned by a worker of the
// conductor, filled by a Call; on the plugin's thread.
#pragma once

#include <sluice/http/endpoint.hpp>
#include <sluice/http/message.hpp>

#include <string>
#include <string_view>

namespace adobe_target {

struct Workbench {
    // Written by Call::compose(). The views are of the call's and the bench's own strings.
    sluice::http::Endpoint endpoint;  // where the connection goes
    std::string host;                 // what the Host header names
    std::string_view target;
    std::string_view media_type;
    std::string_view body;
    // Written by the conductor.
    std::string authorization;
    sluice::http::Request request;
    sluice::http::Reply reply;
};

}  // namespace adobe_target
