// An exchange as an operator reads it who looks at one user: the bytes of the message, its token
// hidden. Called by the conductor while it is traced; pure, any thread.
#pragma once

#include <sluice/http/message.hpp>

#include <string>
#include <string_view>

namespace adobe_target {

// `authorization`: the header's value as it was written, "" for none; it becomes "Bearer ***".
std::string request_text(std::string_view bytes, std::string_view authorization);

//     200 text/xml
//
//     <response>...
std::string reply_text(const sluice::http::Reply& reply);

}  // namespace adobe_target
