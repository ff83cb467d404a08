// JSON strings, written byte for byte. Called by whatever writes a body; pure, any thread.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

// Appends "text" with quotes, escaping ", \ and the control characters (RFC 8259, 7) and leaving
// all else as it is. `text` must be UTF-8; what a record holds has passed is_utf8() before.
void append_json_string(std::string& out, std::string_view text);

}  // namespace sluice
