// The mock's reader of HTTP/1.1 requests: bytes as they come in, whole requests out. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace host {

struct MockRequest {
    std::string method;
    std::string target;
    std::string head;  // all of it as it came, with the request line and the empty line
    std::string body;  // without the chunks' framing
};

class RequestParser {
public:
    void feed(std::string_view bytes) { input_.append(bytes); }

    // The next whole request; none while there is not one. After an error none ever.
    std::optional<MockRequest> take();

    // A head has come that asks for "100 Continue", and its body has not. Says so once per request.
    bool wants_continue();
    bool is_idle() const { return input_.empty(); }
    // Says why what came is no HTTP; "" as long as it is.
    const std::string& error() const { return error_; }

private:
    struct Framing {
        std::size_t length = 0;
        bool is_chunked = false;
    };
    std::optional<Framing> framing(std::string_view head);
    // Where the body ends, its bytes in `body`; none while it has not all come.
    std::optional<std::size_t>
    body_end(std::size_t begin, const Framing& framing, std::string& body);
    std::optional<std::size_t> chunks_end(std::size_t begin, std::string& body);

    std::string input_;
    std::string error_;
    bool has_continued_ = false;
};

// The value of the first header of that name, trimmed; none if there is none. Names in lower case.
std::optional<std::string_view> header_of(std::string_view head, std::string_view name);

}  // namespace host
