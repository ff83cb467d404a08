#include "host/conform/mock/request_parser.hpp"

#include <algorithm>
#include <charconv>

namespace host {
namespace {

constexpr std::size_t max_head_bytes = 1 << 20;
constexpr std::size_t max_body_bytes = 64 << 20;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view text, std::string_view lower_case) {
    return std::equal(
        text.begin(),
        text.end(),
        lower_case.begin(),
        lower_case.end(),
        [](char a, char b) { return lower(a) == b; }
    );
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::optional<std::size_t> number(std::string_view text, int base) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end == text.data() || value > max_body_bytes) {
        return std::nullopt;
    }
    return value;
}

}  // namespace

std::optional<std::string_view> header_of(std::string_view head, std::string_view name) {
    std::size_t begin = head.find('\n');
    while (begin != std::string_view::npos) {
        const std::size_t end = head.find('\n', begin + 1);
        const std::string_view line =
            head.substr(begin + 1, end == std::string_view::npos ? end : end - begin - 1);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && same(line.substr(0, colon), name)) {
            return trimmed(line.substr(colon + 1));
        }
        begin = end;
    }
    return std::nullopt;
}

std::optional<RequestParser::Framing> RequestParser::framing(std::string_view head) {
    Framing framing;
    if (const auto coding = header_of(head, "transfer-encoding")) {
        framing.is_chunked = same(*coding, "chunked");
        if (!framing.is_chunked) {
            error_ = "a transfer coding other than chunked";
            return std::nullopt;
        }
    } else if (const auto length = header_of(head, "content-length")) {
        const auto bytes = number(*length, 10);
        if (!bytes) {
            error_ = "a Content-Length that is no number of at most 64 MiB";
            return std::nullopt;
        }
        framing.length = *bytes;
    }
    return framing;
}

std::optional<std::size_t> RequestParser::chunks_end(std::size_t begin, std::string& body) {
    for (;;) {
        const std::size_t line_end = input_.find("\r\n", begin);
        if (line_end == std::string::npos) {
            return std::nullopt;
        }
        const auto size = number(std::string_view{input_}.substr(begin, line_end - begin), 16);
        if (!size) {
            error_ = "a chunk without a size";
            return std::nullopt;
        }
        const std::size_t data = line_end + 2;
        if (input_.size() < data + *size + 2) {
            return std::nullopt;
        }
        body.append(input_, data, *size);
        begin = data + *size + 2;
        if (*size == 0) {
            return begin;  // no trailers: none of the plugins sends any
        }
    }
}

std::optional<std::size_t>
RequestParser::body_end(std::size_t begin, const Framing& framing, std::string& body) {
    if (framing.is_chunked) {
        return chunks_end(begin, body);
    }
    if (input_.size() - begin < framing.length) {
        return std::nullopt;
    }
    body = input_.substr(begin, framing.length);
    return begin + framing.length;
}

std::optional<MockRequest> RequestParser::take() {
    const std::size_t head_end = input_.find("\r\n\r\n");
    if (!error_.empty() || head_end == std::string::npos) {
        if (error_.empty() && input_.size() > max_head_bytes) {
            error_ = "a head of more than 1 MiB";
        }
        return std::nullopt;
    }
    MockRequest request;
    request.head = input_.substr(0, head_end + 4);
    const auto framed = framing(request.head);
    const auto end = framed ? body_end(head_end + 4, *framed, request.body) : std::nullopt;
    if (!end) {
        return std::nullopt;
    }
    const std::size_t first_space = request.head.find(' ');
    const std::size_t second_space = request.head.find(' ', first_space + 1);
    if (second_space == std::string::npos || second_space > request.head.find('\r')) {
        error_ = "a first line that is no request line";
        return std::nullopt;
    }
    request.method = request.head.substr(0, first_space);
    request.target = request.head.substr(first_space + 1, second_space - first_space - 1);
    input_.erase(0, *end);
    has_continued_ = false;
    return request;
}

bool RequestParser::wants_continue() {
    const std::size_t head_end = input_.find("\r\n\r\n");
    if (has_continued_ || head_end == std::string::npos) {
        return false;
    }
    has_continued_ = true;
    const auto expected = header_of(std::string_view{input_}.substr(0, head_end + 2), "expect");
    return expected && same(*expected, "100-continue");
}

}  // namespace host
