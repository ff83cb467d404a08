#include "host/config/text_fault.hpp"

#include <cstdint>
#include <string>

namespace host {
namespace {

// Length of the UTF-8 sequence that begins the text, by RFC 3629; 0 if there is none.
std::size_t sequence_length(std::string_view text) {
    auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
    };
    auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return byte(i) >= low && byte(i) <= high;
    };
    unsigned first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return follows(1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        bool second = follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        return second && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        bool second = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        return second && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

bool is_control(char c) {
    auto byte = static_cast<std::uint8_t>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

std::optional<Issue> text_fault(std::string_view text, std::string_view file) {
    Mark at{std::string{file}, 1, 1};
    for (std::size_t i = 0; i < text.size();) {
        std::size_t length = sequence_length(text.substr(i));
        if (length == 0) {
            return Issue{
                Issue::Severity::error, at, "expected UTF-8 text, found a byte that is not"};
        }
        if (is_control(text[i])) {
            return Issue{Issue::Severity::error, at, "expected text, found a control character"};
        }
        at.column += length;
        if (text[i] == '\n') {
            at = {at.file, at.line + 1, 1};
        }
        i += length;
    }
    return std::nullopt;
}

}  // namespace host
