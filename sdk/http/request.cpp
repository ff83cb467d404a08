#include <sluice/http/message.hpp>

#include <charconv>
#include <initializer_list>
#include <limits>
#include <stdexcept>

namespace sluice::http {

namespace {

// Nothing a record holds may end a line: that would let it write headers of its own.
void demand_one_line(std::string_view part, std::string_view text) {
    constexpr std::string_view ends{"\r\n\0", 3};
    for (const char end : ends) {
        if (text.find(end) != std::string_view::npos) {
            throw std::invalid_argument(
                "expected the " + std::string{part} +
                " of a request without CR, LF and NUL, found one: escape it before it comes here"
            );
        }
    }
}

void demand_no_space(std::string_view part, std::string_view text) {
    if (text.empty() || text.find(' ') != std::string_view::npos) {
        throw std::invalid_argument(
            "expected the " + std::string{part} +
            " of a request without spaces and not empty: escape it before it comes here"
        );
    }
}

void append(std::string& to, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) {
        to.append(part);
    }
}

}  // namespace

void Request::start(std::string_view method, std::string_view target, std::string_view host) {
    demand_one_line("method", method);
    demand_no_space("method", method);
    demand_one_line("target", target);
    demand_no_space("target", target);
    demand_one_line("Host", host);
    bytes_.clear();
    append(bytes_, {method, " ", target, " HTTP/1.1\r\nHost: ", host, "\r\n"});
    may_have_body_ = method != "GET" && method != "HEAD" && method != "CONNECT";
}

void Request::header(std::string_view name, std::string_view value) {
    demand_one_line("header name", name);
    demand_one_line("header value", value);
    append(bytes_, {name, ": ", value, "\r\n"});
}

void Request::finish(std::string_view body) {
    if (may_have_body_ || !body.empty()) {
        char digits[std::numeric_limits<std::size_t>::digits10 + 1];
        auto* const end = std::to_chars(std::begin(digits), std::end(digits), body.size()).ptr;
        const std::string_view length{digits, static_cast<std::size_t>(end - digits)};
        append(bytes_, {"Content-Length: ", length, "\r\n"});
    }
    append(bytes_, {"\r\n", body});
}

}  // namespace sluice::http
