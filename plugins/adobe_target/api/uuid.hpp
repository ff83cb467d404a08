// Request ids that stay the same over retries and restarts. Called by delivery; pure, any thread.
#pragma once

#include <string>
#include <string_view>

namespace adobe_target {

// Appends a UUID (RFC 9562, version 8) made from `text` alone: the same text gives the same UUID.
void append_uuid(std::string& out, std::string_view text);

}  // namespace adobe_target
