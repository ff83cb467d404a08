// A first line as a secret, the rest as text around it: no form of the secret is left in the text.
#include "host/report/redact.hpp"
#include "tests/fuzz/expect.hpp"

#include <cctype>
#include <string>

namespace {

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view{"-._~"}.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        }
    }
    return out;
}

// Writers differ in how they escape: this one alternates between the shortest way, two letters and
// six.
std::string json_escaped(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::string_view plain = "\"\\\b\f\n\r\t/";
    constexpr std::string_view letters = "\"\\bfnrt/";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto short_form = plain.find(text[i]);
        const bool must_be_escaped = byte < 0x20 || text[i] == '"' || text[i] == '\\';
        if (short_form != std::string_view::npos && i % 2 == 0) {
            out += '\\';
            out += letters[short_form];
        } else if (must_be_escaped || (byte < 0x80 && i % 3 == 0)) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else {
            out += text[i];
        }
    }
    return out;
}

void expect_hidden(const host::Redactor& redactor, std::string_view around, std::string_view form) {
    const std::size_t middle = around.size() / 2;
    std::string text{around.substr(0, middle)};
    text += form;
    text += around.substr(middle);
    redactor.redact(text);
    fuzz::expect(text.find(form) == std::string::npos, "no form of a secret is left");
    fuzz::expect(redactor.redacted(text).find(form) == std::string::npos, "nor the second time");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view around = fuzz::as_text(data, size);
    const std::string_view secret = fuzz::take_until(around, '\n');
    host::Redactor redactor;
    redactor.add(secret);
    // A secret with asterisks could be made by the mask itself.
    if (secret.size() < 4 || secret.find('*') != std::string_view::npos) {
        fuzz::expect(secret.size() >= 4 || redactor.redacted(around) == around, "words stay");
        return 0;
    }
    redactor.add("another secret");
    expect_hidden(redactor, around, secret);
    expect_hidden(redactor, around, percent_encoded(secret));
    expect_hidden(redactor, around, json_escaped(secret));
    return 0;
}
