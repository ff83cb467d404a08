// A request as flat bytes and a reply as the few parts that a destination judges by. Reused from
// exchange to exchange.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

// Writes one HTTP/1.1 request into one buffer that keeps its capacity. Header values that hold CR,
// LF or NUL are a bug of the caller and throw std::invalid_argument: nothing a record holds may
// become a header.
//
//     request.start("POST", "/m2/acme/profile/update", "acme.tt.omtrdc.net");
//     request.header("Content-Type", "application/x-www-form-urlencoded");
//     request.finish(body);
class Request {
public:
    void start(std::string_view method, std::string_view target, std::string_view host);
    void header(std::string_view name, std::string_view value);
    // Adds Content-Length (not for a GET, HEAD or CONNECT without a body), the empty line and the
    // body.
    void finish(std::string_view body = {});

    std::string_view bytes() const { return bytes_; }

private:
    std::string bytes_;
    bool may_have_body_ = false;
};

struct Reply {
    int status = 0;
    std::string content_type;  // as sent, "" if absent
    std::string retry_after;   // as sent, "" if absent; see retry_delay()
    std::string body;          // decoded of chunks; at most Settings::max_reply_bytes of them
};

// Retry-After in both forms, seconds and HTTP-date (RFC 9110, 10.2.3), as a delay from `now`, at
// least 0 and at most `cap`. None if the header is absent or is neither form. Pure.
std::optional<std::chrono::milliseconds> retry_delay(
    std::string_view retry_after,
    std::chrono::system_clock::time_point now,
    std::chrono::milliseconds cap
);

}  // namespace sluice::http
