#include "reply.hpp"

#include <algorithm>
#include <cctype>

namespace {

// "HTTP/1.1 204 No Content": 204; 0 if it is no status line.
int status_of(std::string_view head) {
    auto digit = [&](std::size_t at) { return head[at] - '0'; };
    if (head.size() < 13 || !head.starts_with("HTTP/1.") || head[8] != ' ' ||
        (head[12] != ' ' && head[12] != '\r')) {
        return 0;
    }
    for (const std::size_t at : {9U, 10U, 11U}) {
        if (digit(at) < 0 || digit(at) > 9) {
            return 0;
        }
    }
    return digit(9) * 100 + digit(10) * 10 + digit(11);
}

std::string lower_case(std::string_view text) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char byte) {
        return static_cast<char>(std::tolower(byte));
    });
    return lower;
}

std::string header(std::string_view head, std::string_view name) {
    const std::string sought = "\r\n" + std::string{name} + ":";
    const std::size_t at = lower_case(head).find(sought);
    if (at == std::string::npos) {
        return "";
    }
    std::string_view value = head.substr(at + sought.size());
    value = value.substr(0, value.find('\r'));
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    return std::string{value};
}

}  // namespace

Head read_head(std::string_view bytes, Reply& reply) {
    constexpr std::string_view end = "\r\n\r\n";
    for (std::size_t at = bytes.find(end); at != std::string_view::npos; at = bytes.find(end)) {
        const std::string_view head = bytes.substr(0, at + end.size());
        reply.status = status_of(head);
        if (reply.status < 100 || reply.status > 599) {
            return Head::wrong;
        }
        if (reply.status >= 200) {
            reply.retry_after = header(head, "retry-after");
            return Head::whole;
        }
        bytes.remove_prefix(head.size());  // 1xx: the reply itself is still to come
    }
    return Head::unfinished;
}
