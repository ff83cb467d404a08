// Percent-encoding for form bodies and URLs. Called by whatever writes a request; pure, any thread.
#pragma once

#include <string>
#include <string_view>

namespace adobe_target {

// Appends `text` with every byte but A-Z a-z 0-9 - . _ ~ as %XX (RFC 3986, 2.3), so a space is %20
// and a plus %2B: the result stays one value in a form body, a query and a path segment alike.
// Nothing in `text` can end it early.
void append_percent(std::string& out, std::string_view text);

}  // namespace adobe_target
