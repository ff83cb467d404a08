// How long a token lives on, as the token itself says. Called by net/token_cache for a configured
// profile token; pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace adobe_target {

// Of a JSON Web Token (RFC 7519): its "exp" minus `now`, or Adobe's own "created_at" + "expires_in"
// (milliseconds, as text). Negative once it has ended. None for a token that is not one, or does
// not say.
std::optional<std::chrono::seconds> token_life(std::string_view token, std::chrono::seconds now);

}  // namespace adobe_target
