#include "host/config/text_fault.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace host {
namespace {

// First bytes of a form, how long its sequences are, and what the second byte may be (RFC 3629,
// section 4). All further bytes are 80 to BF.
struct Utf8Form {
    std::uint8_t first_low;
    std::uint8_t first_high;
    std::size_t length;
    std::uint8_t second_low;
    std::uint8_t second_high;
};

constexpr std::array<Utf8Form, 9> forms{
    {{0x00, 0x7F, 1, 0x00, 0x00},
     {0xC2, 0xDF, 2, 0x80, 0xBF},
     {0xE0, 0xE0, 3, 0xA0, 0xBF},
     {0xE1, 0xEC, 3, 0x80, 0xBF},
     {0xED, 0xED, 3, 0x80, 0x9F},
     {0xEE, 0xEF, 3, 0x80, 0xBF},
     {0xF0, 0xF0, 4, 0x90, 0xBF},
     {0xF1, 0xF3, 4, 0x80, 0xBF},
     {0xF4, 0xF4, 4, 0x80, 0x8F}}};

bool fits(std::string_view text, const Utf8Form& form) {
    auto is_within = [&](std::size_t i, std::uint8_t low, std::uint8_t high) {
        auto byte = static_cast<std::uint8_t>(text[i]);
        return byte >= low && byte <= high;
    };
    if (text.size() < form.length || !is_within(0, form.first_low, form.first_high)) {
        return false;
    }
    for (std::size_t i = 1; i < form.length; ++i) {
        bool is_second = i == 1;
        if (!is_within(
                i, is_second ? form.second_low : 0x80, is_second ? form.second_high : 0xBF
            )) {
            return false;
        }
    }
    return true;
}

// Length of the UTF-8 sequence that begins the text; 0 if there is none.
std::size_t sequence_length(std::string_view text) {
    for (const Utf8Form& form : forms) {
        if (fits(text, form)) {
            return form.length;
        }
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
