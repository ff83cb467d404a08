// One HTTP reply as the judges read it: no socket, no clock. Made by net and the conductor; a view
// of their buffers.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace adobe_target {

struct ReplyView {
    int status = 0;
    std::string_view host;  // that was asked; for messages
    std::string_view content_type;
    std::string_view body;
    std::optional<std::chrono::milliseconds>
        retry_after;  // of the header, from now on, capped; none without one
};

// Which replies 2xx are a success: those that Adobe documents, or also every other that is neither
// an HTML page nor a refusal (setting accept_any_2xx).
enum class AcceptedReplies : std::uint8_t { documented, any_2xx };

}  // namespace adobe_target
