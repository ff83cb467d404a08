#include "tests/conformance/bad/reply_text.hpp"

#include <algorithm>
#include <charconv>
#include <strings.h>

namespace bad {

namespace {

// The value of a header of `head`, without the blanks around it; "" if there is none.
std::string_view header(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;
         at = head.find("\r\n", at + 2)) {
        const std::string_view line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            ::strncasecmp(line.data(), name.data(), name.size()) == 0) {
            const std::size_t begin = line.find_first_not_of(" \t", name.size() + 1);
            return begin == std::string_view::npos ? "" : line.substr(begin);
        }
    }
    return "";
}

}  // namespace

ReplyText reply_text(std::string_view input) {
    ReplyText text;
    constexpr std::string_view start = "HTTP/1.1 ";
    const std::size_t compared = std::min(input.size(), start.size());
    text.is_broken = input.substr(0, compared) != start.substr(0, compared);
    const std::size_t end = input.find("\r\n\r\n");
    if (text.is_broken || end == std::string_view::npos) {
        return text;
    }
    const std::string_view head = input.substr(0, end);
    const std::string_view digits = head.substr(start.size(), 3);
    std::from_chars(digits.data(), digits.data() + digits.size(), text.reply.status);
    text.reply.retry_after = header(head, "retry-after");
    text.is_broken = text.reply.status < 100 || text.reply.status > 599;
    const std::string_view length = header(head, "content-length");
    std::size_t body = 0;
    const auto parsed = std::from_chars(length.data(), length.data() + length.size(), body);
    const bool has_length = !length.empty() && parsed.ec == std::errc{};
    text.size = end + 4 + body;
    text.is_whole = !has_length || input.size() >= text.size;
    text.is_kept = has_length && header(head, "connection") != "close";
    return text;
}

}  // namespace bad
