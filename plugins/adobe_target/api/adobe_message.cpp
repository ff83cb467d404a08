#include "adobe_target/api/adobe_message.hpp"

#include "adobe_target/api/reply_json.hpp"

#include <sluice/text/utf8.hpp>

#include <algorithm>
#include <cstddef>

namespace adobe_target {

namespace {

constexpr std::size_t longest_quote = 200;

std::string_view between(std::string_view text, std::string_view open, std::string_view close) {
    const std::size_t start = text.find(open);
    if (start == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = text.substr(start + open.size());
    const std::size_t end = rest.find(close);
    return end == std::string_view::npos ? std::string_view{} : rest.substr(0, end);
}

std::string json_message(std::string_view body) {
    const ReplyJson json{body};
    std::string words;
    for (const std::string_view pointer :
         {"/message", "/error", "/error_description", "/errors/0/errorCode", "/errors/0/message"}) {
        if (const auto text = json.text(pointer)) {
            words += words.empty() ? "" : ": ";
            words += *text;
        }
    }
    return words;
}

// Cut at a whole character, one line.
std::string quotable(std::string words) {
    if (words.size() > longest_quote) {
        std::size_t end = longest_quote;
        while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        words.resize(end);
        words += "...";
    }
    std::replace_if(
        words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' '
    );
    return sluice::is_utf8(words) ? words : std::string{};
}

bool starts_with_no_case(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() &&
           std::equal(lower.begin(), lower.end(), text.begin(), [](char wanted, char found) {
               return wanted == (found >= 'A' && found <= 'Z'
                                     ? static_cast<char>(found + ('a' - 'A'))
                                     : found);
           });
}

}  // namespace

std::string adobe_message(const ReplyView& reply) {
    std::string message{reply.host};
    message += " answered " + std::to_string(reply.status);
    std::string words{between(reply.body, "<message>", "</message>")};
    if (words.empty() && !is_html(reply)) {
        words = json_message(reply.body);
    }
    words = quotable(std::move(words));
    return words.empty() ? message : message + ": " + words;
}

bool is_html(const ReplyView& reply) {
    if (starts_with_no_case(reply.content_type, "text/html")) {
        return true;
    }
    const std::size_t start = reply.body.find_first_not_of(" \t\r\n");
    const std::string_view body =
        start == std::string_view::npos ? std::string_view{} : reply.body.substr(start);
    return starts_with_no_case(body, "<!doctype html") || starts_with_no_case(body, "<html");
}

}  // namespace adobe_target
