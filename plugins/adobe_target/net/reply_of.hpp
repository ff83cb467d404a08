// An HTTP reply as the judges read it. Called wherever a reply came in; the view is of `reply` and
// `host`.
#pragma once

#include "adobe_target/api/reply_view.hpp"

#include <sluice/http/message.hpp>

#include <chrono>
#include <string_view>

namespace adobe_target {

// Retry-After counts from `now`, up to an hour: who asks for more is asked again then.
inline ReplyView reply_of(
    const sluice::http::Reply& reply,
    std::string_view host,
    std::chrono::system_clock::time_point now
) {
    ReplyView view{
        .status = reply.status,
        .host = host,
        .content_type = reply.content_type,
        .body = reply.body,
        .retry_after = std::nullopt};
    if (!reply.retry_after.empty()) {
        view.retry_after = sluice::http::retry_delay(reply.retry_after, now, std::chrono::hours{1});
    }
    return view;
}

}  // namespace adobe_target
