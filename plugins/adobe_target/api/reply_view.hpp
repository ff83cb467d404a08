// One HTTP reply as the judges read it: no socket, no clock. Made by net and the conductor; a view
// of their buffers.
#pragma once

#include <chrono>
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

}  // namespace adobe_target
