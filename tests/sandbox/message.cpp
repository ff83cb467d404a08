#include "tests/sandbox/message.hpp"

#include "tests/sandbox/json_text.hpp"

#include <array>
#include <charconv>
#include <strings.h>
#include <utility>

namespace sandbox {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 24> reasons{{
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {420, "Too Many Requests In Session"},
    {422, "Unprocessable Content"},
    {425, "Too Early"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
}};

std::string_view reason(int status) {
    for (const auto& [code, text] : reasons) {
        if (code == status) {
            return text;
        }
    }
    return "Scripted";
}

void append_number(std::string& out, std::size_t number) {
    std::array<char, 24> text{};
    char* const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

}  // namespace

Response json_reply(int status, std::string body) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response error_reply(int status, std::string_view message) {
    std::string body = "{\"status\":" + std::to_string(status) + ",\"message\":";
    append_json(body, message);
    body += '}';
    return json_reply(status, std::move(body));
}

void append_wire(std::string& out, const Response& response, Connection connection) {
    const bool has_body = response.status != 204;
    const std::string_view body = has_body ? response.text() : std::string_view{};
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(response.status));
    out += ' ';
    out += reason(response.status);
    out += "\r\n";
    if (has_body) {
        out += "Content-Type: ";
        out += response.type;
        out += "\r\nContent-Length: ";
        append_number(out, body.size());
        out += "\r\n";
    }
    if (connection == Connection::close) {
        out += "Connection: close\r\n";
    }
    out += response.headers;
    out += "\r\n";
    out += body;
}

std::string_view bearer_token(const Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view text = request.authorization;
    if (text.size() < scheme.size() ||
        strncasecmp(text.data(), scheme.data(), scheme.size()) != 0) {
        return {};
    }
    return text.substr(scheme.size());
}

std::string_view media_type(std::string_view content_type) {
    content_type = content_type.substr(0, content_type.find(';'));
    while (!content_type.empty() && content_type.back() == ' ') {
        content_type.remove_suffix(1);
    }
    return content_type;
}

}  // namespace sandbox
