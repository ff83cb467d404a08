#include "adobe_target/api/percent.hpp"

#include <array>
#include <cstddef>

namespace adobe_target {

namespace {

constexpr std::string_view unreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view hex = "0123456789ABCDEF";

constexpr std::array<bool, 256> make_plain() {
    std::array<bool, 256> plain{};
    for (const char c : unreserved) {
        plain[static_cast<unsigned char>(c)] = true;
    }
    return plain;
}

constexpr std::array<bool, 256> plain = make_plain();

}  // namespace

void append_percent(std::string& out, std::string_view text) {
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (plain[byte]) {
            continue;
        }
        out.append(text, run, i - run);
        const std::array<char, 3> escaped{'%', hex[byte >> 4U], hex[byte & 15U]};
        out.append(escaped.data(), escaped.size());
        run = i + 1;
    }
    out.append(text, run);
}

}  // namespace adobe_target
