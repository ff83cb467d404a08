// Bytes that no pipeline file may hold. Asked before the YAML parser sees the text; start-up.
#pragma once

#include "host/record/mark.hpp"

#include <optional>
#include <string_view>

namespace host {

// The first byte that is not UTF-8, or a control character other than tab and line ends (the YAML
// library takes 0x04 for the end of the file and would drop the rest).
std::optional<Issue> text_fault(std::string_view text, std::string_view file);

}  // namespace host
