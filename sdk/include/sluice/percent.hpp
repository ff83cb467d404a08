// Percent-encoding for form bodies and URLs. Called by whatever writes a request; pure, any thread.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace sluice {

inline constexpr std::array<bool, 256> unreserved_bytes = [] {
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::array<bool, 256> bytes{};
    for (const char c : unreserved) {
        bytes[static_cast<unsigned char>(c)] = true;
    }
    return bytes;
}();

// Appends `text` with every byte but A-Z a-z 0-9 - . _ ~ as %XX (RFC 3986, 2.3), so a space is %20
// and a plus %2B: the result stays one value in a form body, a query and a path segment alike.
// Nothing in `text` can end it early.
inline void append_percent(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (unreserved_bytes[byte]) {
            continue;
        }
        out.append(text, run, i - run);
        const std::array<char, 3> escaped{'%', hex[byte >> 4U], hex[byte & 15U]};
        out.append(escaped.data(), escaped.size());
        run = i + 1;
    }
    out.append(text, run);
}

}  // namespace sluice
