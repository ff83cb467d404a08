// Turns a connection's bytes into requests (Beast's parser); one per connection, on the server's
// thread.
#pragma once

#include "tests/sandbox/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace sandbox {

/// Reads one request after the other; bytes of the next one may already be there (pipelining).
class RequestReader {
public:
    enum class Progress : std::uint8_t {
        needs_more,
        wants_continue,  ///< the client waits for `100 Continue` before it sends the body; said
                         ///< once
        complete,
        too_large,  ///< head over 128 KB or body over the limit
        broken      ///< no HTTP
    };

    RequestReader(std::size_t body_limit, std::uint64_t connection);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    /// Where the next bytes go, never empty; received() says how many came.
    std::span<char> room();
    void received(std::size_t size);

    /// Goes as far as the bytes allow.
    Progress advance();

    /// The complete request; its views live until next().
    Request request() const;
    bool keep_alive() const;
    /// Forgets the request. Bytes beyond it stay.
    void next();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace sandbox
