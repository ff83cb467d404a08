// How a fuzz target says what must hold for every input, and takes an input apart. Used by the fuzz
// targets alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fuzz {

// Ends the process, which libFuzzer reports together with the input.
inline void expect(bool holds, const char* sentence) {  // NOLINT: the bool is what it is about
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", sentence);
        std::abort();
    }
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Takes what stands before the first `separator` off the front of `rest`; all of it if there is
// none.
inline std::string_view take_until(std::string_view& rest, char separator) {
    const std::size_t at = rest.find(separator);
    const std::string_view taken = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return taken;
}

}  // namespace fuzz
