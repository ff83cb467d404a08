#include "host/conform/mock/answer_text.hpp"

namespace host {
namespace {

constexpr std::size_t giant_bytes = 1 << 20;

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string head(const MockReply& reply) {
    std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " Mock\r\n";
    if (reply.retry_after) {
        text += "Retry-After: " + *reply.retry_after + "\r\n";
    }
    if (!reply.location.empty()) {
        text += "Location: " + reply.location + "\r\n";
    }
    if (reply.how == MockReply::How::giant_header) {
        text += "X-Giant: " + std::string(giant_bytes, 'g') + "\r\n";
    }
    if (has_body(reply.status)) {
        text += "Content-Type: " + reply.content_type +
                "\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n";
    }
    return text + "\r\n";
}

}  // namespace

std::string answer_text(const MockReply& reply) {
    using How = MockReply::How;
    switch (reply.how) {
    case How::reset:
    case How::half_close:
    case How::never:
        return "";
    case How::garbled:
        return "220 mail.example ready\r\n\r\n";
    case How::truncate: {
        // Without a body half of the head is what is left to cut.
        const std::string text = head(reply);
        return has_body(reply.status) && !reply.body.empty()
                   ? text + reply.body.substr(0, reply.body.size() / 2)
                   : text.substr(0, text.size() / 2);
    }
    default:
        return head(reply) + (has_body(reply.status) ? reply.body : "");
    }
}

}  // namespace host
