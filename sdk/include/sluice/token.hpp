// A token as whoever grants it tells it. A value; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace sluice {

struct Token {
    std::string value;
    std::optional<std::chrono::seconds> life;  // from now on; none: not told
};

}  // namespace sluice
