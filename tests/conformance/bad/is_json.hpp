// Is a text one JSON value, in UTF-8? Asked of every body; any thread.
#pragma once

#include <string_view>

namespace bad {

bool is_json(std::string_view text);

}  // namespace bad
