// HMAC-SHA256 (RFC 2104), for destinations that sign their requests. Pure, any thread.
#pragma once

#include <string>
#include <string_view>

namespace sluice::http {

// In lower-case hexadecimal, 64 digits.
std::string hmac_sha256(std::string_view key, std::string_view message);

}  // namespace sluice::http
