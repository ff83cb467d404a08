#include "host/report/redact.hpp"

#include "host/report/json_spelling.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace host {
namespace {

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

void make_unique(std::vector<std::string>& texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

// Where a secret stands in a text.
struct Span {
    std::size_t begin;
    std::size_t end;
};

void find_as_is(std::string_view text, std::string_view needle, std::vector<Span>& found) {
    for (auto at = text.find(needle); at != std::string_view::npos;
         at = text.find(needle, at + 1)) {
        found.push_back({at, at + needle.size()});
    }
}

void find_in_json(std::string_view text, std::string_view secret, std::vector<Span>& found) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (const std::size_t size = json_spelling(text.substr(at), secret); size != 0) {
            found.push_back({at, at + size});
        }
    }
}

// One mask for what overlaps: a secret within another must not leave the rest of it behind.
std::string masked(std::string_view text, std::vector<Span> found) {
    std::sort(found.begin(), found.end(), [](const Span& a, const Span& b) {
        return a.begin < b.begin;
    });
    std::string out;
    std::size_t end = 0;  // of what is written or masked
    for (const Span& span : found) {
        if (span.begin >= end) {
            out.append(text.substr(end, span.begin - end)).append(mask);
        }
        end = std::max(end, span.end);
    }
    return out.append(text.substr(end));
}

}  // namespace

void Redactor::add(std::string_view secret) {
    if (secret.size() < shortest_hidden) {
        return;
    }
    std::vector<std::string> forms{std::string{secret}};
    add_percent_forms(forms, secret);
    add_base64_forms(forms, secret);
    const std::lock_guard lock{mutex_};
    secrets_.emplace_back(secret);
    make_unique(secrets_);
    std::move(forms.begin(), forms.end(), std::back_inserter(needles_));
    make_unique(needles_);
    any_.store(true, std::memory_order_release);
}

void Redactor::redact(std::string& text) const {
    if (!any_.load(std::memory_order_acquire)) {
        return;
    }
    std::vector<Span> found;
    const std::lock_guard lock{mutex_};
    for (const std::string& needle : needles_) {
        find_as_is(text, needle, found);
    }
    const bool has_escapes = text.find('\\') != std::string::npos;
    for (std::size_t i = 0; has_escapes && i < secrets_.size(); ++i) {
        find_in_json(text, secrets_[i], found);
    }
    if (!found.empty()) {
        text = masked(text, std::move(found));
    }
}

std::string Redactor::redacted(std::string_view text) const {
    std::string copy{text};
    redact(copy);
    return copy;
}

}  // namespace host
