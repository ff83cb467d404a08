#include "host/report/redact.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace host {
namespace {

constexpr std::size_t shortest_secret = 4;
constexpr std::string_view mask = "***";
constexpr std::string_view upper_hex = "0123456789ABCDEF";
constexpr std::string_view lower_hex = "0123456789abcdef";
constexpr std::string_view base64_standard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64_url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// `kept`: what stays as it is besides letters and digits. A space becomes `space` if that is not
// empty.
std::string percent_encoded(
    std::string_view text, std::string_view kept, std::string_view space, std::string_view hex
) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_alphanumeric(c) || kept.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else if (c == ' ' && !space.empty()) {
            out.append(space);
        } else {
            out.push_back('%');
            out.push_back(hex[byte >> 4U]);
            out.push_back(hex[byte & 15U]);
        }
    }
    return out;
}

// RFC 3986's unreserved, JavaScript's encodeURIComponent, and HTML forms.
void add_percent_forms(std::vector<std::string>& needles, std::string_view secret) {
    for (const std::string_view hex : {upper_hex, lower_hex}) {
        needles.push_back(percent_encoded(secret, "-._~", "", hex));
        needles.push_back(percent_encoded(secret, "-._~!*'()", "", hex));
        needles.push_back(percent_encoded(secret, "-._*", "+", hex));
        needles.push_back(percent_encoded(secret, "-._~", "+", hex));
    }
}

// The characters of a base64 text that the secret alone decides, when `offset` (0, 1, 2) bytes of
// something else stand before it in its group of three.
std::string base64_core(std::string_view secret, std::size_t offset, std::string_view alphabet) {
    const std::size_t bits = 8 * secret.size();
    const auto bit = [&](std::size_t i) {
        return (static_cast<unsigned char>(secret[i / 8]) >> (7 - i % 8)) & 1U;
    };
    std::string out;
    // The first whole character begins 0, 4 or 2 bits into the secret.
    for (std::size_t from = offset * 4 % 6; from + 6 <= bits; from += 6) {
        unsigned value = 0;
        for (std::size_t i = 0; i < 6; ++i) {
            value = value << 1U | bit(from + i);
        }
        out.push_back(alphabet[value]);
    }
    return out;
}

// A last character in which bits are missing stays in the text: it tells 4 bits at most.
void add_base64_forms(std::vector<std::string>& needles, std::string_view secret) {
    for (const std::string_view alphabet : {base64_standard, base64_url}) {
        for (std::size_t offset = 0; offset < 3; ++offset) {
            needles.push_back(base64_core(secret, offset, alphabet));
        }
    }
}

// The writers differ in what they do to a slash and to control characters.
std::string json_escaped(std::string_view text, std::string_view slash, std::string_view hex) {
    constexpr std::string_view plain = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (const auto at = plain.find(c); at != std::string_view::npos) {
            out.push_back('\\');
            out.push_back(letters[at]);
        } else if (byte < 0x20 || byte == 0x7F) {
            out.append("\\u00");
            out.push_back(hex[byte >> 4U]);
            out.push_back(hex[byte & 15U]);
        } else if (c == '/') {
            out.append(slash);
        } else {
            out.push_back(c);
        }
    }
    return out;
}

void add_json_forms(std::vector<std::string>& needles, std::string_view secret) {
    for (const std::string_view hex : {upper_hex, lower_hex}) {
        needles.push_back(json_escaped(secret, "/", hex));
        needles.push_back(json_escaped(secret, "\\/", hex));
    }
}

void replace_all(std::string& text, const std::string& needle) {
    for (auto at = text.find(needle); at != std::string::npos; at = text.find(needle, at)) {
        text.replace(at, needle.size(), mask);
        at += mask.size();
    }
}

}  // namespace

void Redactor::add(std::string_view secret) {
    if (secret.size() < shortest_secret) {
        return;
    }
    std::vector<std::string> forms{std::string{secret}};
    add_percent_forms(forms, secret);
    add_base64_forms(forms, secret);
    add_json_forms(forms, secret);
    const std::lock_guard lock{mutex_};
    std::move(forms.begin(), forms.end(), std::back_inserter(needles_));
    // Longest first: a secret that is part of another's form must not break that one up.
    std::sort(needles_.begin(), needles_.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    needles_.erase(std::unique(needles_.begin(), needles_.end()), needles_.end());
    any_.store(true, std::memory_order_release);
}

void Redactor::redact(std::string& text) const {
    if (!any_.load(std::memory_order_acquire)) {
        return;
    }
    const std::lock_guard lock{mutex_};
    for (const std::string& needle : needles_) {
        replace_all(text, needle);
    }
}

std::string Redactor::redacted(std::string_view text) const {
    std::string copy{text};
    redact(copy);
    return copy;
}

}  // namespace host
