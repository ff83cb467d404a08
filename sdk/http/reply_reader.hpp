// Makes a Reply of the bytes of an HTTP/1.1 reply as they come; Beast is seen by its source alone.
// Pure. One lives with each connection and is used again for each reply.
#pragma once

#include "sdk/http/buffer.hpp"

#include <sluice/http/failure.hpp>
#include <sluice/http/message.hpp>

#include <memory>
#include <string>

namespace sluice::http {

class ReplyReader {
public:
    enum class State : std::uint8_t { more, done, failed };

    ReplyReader();
    ReplyReader(const ReplyReader&) = delete;
    ReplyReader& operator=(const ReplyReader&) = delete;
    ~ReplyReader();

    // Begins a reply whose body may have `max_body_bytes`. `reply` outlives it.
    void start(Reply& reply, std::size_t max_body_bytes);
    // Begins the reply to a CONNECT: it ends with its header when it is a success, and nothing is
    // wanted of it but its status (RFC 9110, 9.3.6).
    void start_tunnel(Reply& reply);

    // Takes from the front of `bytes` what can be understood. Interim replies (1xx) are skipped.
    State feed(Buffer& bytes);
    // The stream has ended: done if that is how this reply ends, else failed.
    State end();

    // At least one byte of the reply has been seen.
    bool has_begun() const;
    // The connection may carry another exchange after this reply, which is done.
    bool may_keep() const;

    // Of a failed reply: protocol or too_large, and what is wrong with it: "bad version".
    Failure::Kind kind() const { return kind_; }
    const std::string& complaint() const { return complaint_; }

private:
    class Parser;
    State conclude();
    State fail(Failure::Kind kind, std::string complaint);

    // A Parser that is built again in place for each reply.
    struct Place;
    std::unique_ptr<Place> place_;
    Reply* reply_ = nullptr;
    std::size_t max_body_bytes_ = 0;
    bool is_tunnel_ = false;
    bool has_begun_ = false;
    Failure::Kind kind_ = Failure::Kind::protocol;
    std::string complaint_;
};

}  // namespace sluice::http
