#include "adobe_target/wire_text.hpp"

namespace adobe_target {

std::string request_text(std::string_view bytes, std::string_view authorization) {
    std::string text{bytes};
    const std::size_t at = authorization.empty() ? std::string::npos : text.find(authorization);
    if (at != std::string::npos) {
        text.replace(at, authorization.size(), "Bearer ***");
    }
    std::erase(text, '\r');
    return text;
}

std::string reply_text(const sluice::http::Reply& reply) {
    std::string text = std::to_string(reply.status);
    if (!reply.content_type.empty()) {
        text += ' ' + reply.content_type;
    }
    if (!reply.retry_after.empty()) {
        text += "\nRetry-After: " + reply.retry_after;
    }
    return reply.body.empty() ? text : text + "\n\n" + reply.body;
}

}  // namespace adobe_target
