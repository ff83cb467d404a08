#include "adobe_target/api/token_life.hpp"

#include "adobe_target/api/reply_json.hpp"

#include <charconv>
#include <cstdint>
#include <string>

namespace adobe_target {

namespace {

// base64url without padding (RFC 7515, 2). Empty if it is not that.
std::string decode_base64url(std::string_view text) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : text) {
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos) {
            return {};
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes += static_cast<char>((bits >> held) & 0xFFU);
        }
    }
    return bytes;
}

std::optional<std::int64_t> number_at(const ReplyJson& json, std::string_view pointer) {
    if (const auto number = json.integer(pointer)) {
        return number;
    }
    const auto text = json.text(pointer);
    std::int64_t number = 0;
    if (!text ||
        std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc{}) {
        return std::nullopt;
    }
    return number;
}

}  // namespace

std::optional<std::chrono::seconds> token_life(std::string_view token, std::chrono::seconds now) {
    const std::size_t first = token.find('.');
    const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string claims = decode_base64url(token.substr(first + 1, second - first - 1));
    const ReplyJson json{claims};
    if (const auto ends = number_at(json, "/exp")) {
        return std::chrono::seconds{*ends} - now;
    }
    const auto created = number_at(json, "/created_at");
    const auto life = number_at(json, "/expires_in");
    if (!created || !life) {
        return std::nullopt;
    }
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::milliseconds{
               *created + *life}) -
           now;
}

}  // namespace adobe_target
