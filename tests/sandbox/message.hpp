// One request as the handlers see it, and one response as they give it; plain values, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

/// What came in. Views into the connection's buffers, valid until its reply is built.
struct Request {
    std::string_view method;  ///< GET, POST, ...
    std::string_view path;    ///< of the target, still percent-encoded, without the query
    std::string_view query;   ///< after the first `?`, still percent-encoded
    std::string_view host;
    std::string_view authorization;
    std::string_view api_key;  ///< X-Api-Key
    std::string_view content_type;
    std::string_view accept;
    std::string_view body;
    std::uint64_t connection = 0;  ///< the connection's number, from 1
};

/// What goes out. Content-Length and Connection are added when it is written.
struct Response {
    int status = 200;
    std::string_view type =
        "application/json";  ///< a literal, or text that outlives the program's run
    std::string body;
    std::string_view fixed_body;  ///< a literal that stands for an empty `body`: no allocation
    std::string headers;          ///< further header lines, each ended by CRLF

    std::string_view text() const { return body.empty() ? fixed_body : std::string_view{body}; }
};

/// A response with a JSON text.
Response json_reply(int status, std::string body);

/// `{"status":400,"message":"..."}`: the error form of the Delivery API, also used by the control
/// endpoints.
Response error_reply(int status, std::string_view message);

/// Appends the response as HTTP/1.1 text. A 204 carries no body. `last`: says `Connection: close`.
enum class Connection : bool { keep, close };
void append_wire(std::string& out, const Response& response, Connection connection);

/// The token of `Authorization: Bearer <token>`, empty when there is none.
std::string_view bearer_token(const Request& request);

/// The media type of a Content-Type, without parameters: `application/json`.
std::string_view media_type(std::string_view content_type);

}  // namespace sandbox
