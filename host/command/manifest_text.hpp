// A manifest as operators read it. Pure.
#pragma once

#include "host/manifest/manifest.hpp"

#include <string>
#include <string_view>

namespace host {

// Name, settings with type and default, actions with their fields, order, quota. Ends with a
// newline.
std::string manifest_text(const Manifest& manifest, std::string_view path, std::string_view sha256);

}  // namespace host
