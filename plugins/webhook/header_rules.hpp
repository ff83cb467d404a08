// Which headers a pipeline file may give. Called by settings; pure, any thread.
#pragma once

#include <string_view>

namespace webhook {

// A token (RFC 9110, 5.6.2).
bool is_header_name(std::string_view name);

// Host, Content-Length and the like, which the plugin writes itself: a second one would let two
// receivers read two requests.
bool is_reserved_header(std::string_view name);

// Visible ASCII and blanks, not empty.
bool is_header_value(std::string_view value);

bool is_same_header(std::string_view a, std::string_view b);

}  // namespace webhook
