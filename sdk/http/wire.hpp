// A connected socket as its connection and its TLS session see it: bytes that came, a way to send,
// and how it ended. On the io_context's thread.
#pragma once

#include "sdk/http/buffer.hpp"
#include "sdk/http/step.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluice::http {

class Wire {
public:
    // What was received and not yet understood. Holds a whole TLS record (16 KiB and its frame),
    // and so more than most replies: a read that does not fill it spares the next one a system
    // call.
    Buffer in{17 * 1024};

    void attach(int socket) { socket_ = socket; }

    // Sends what the kernel takes now, `bytes` shrinks to the rest: done, want_write or failed with
    // error(). A broken connection raises no SIGPIPE.
    Step send(std::string_view& bytes);

    // Reads what the kernel has now into `in`: done, want_read, or ended.
    Step receive();

    // Nothing more will come: `error` is why, boost::asio::error::eof for an orderly end.
    void end(boost::system::error_code error) {
        has_ended_ = true;
        error_ = error;
    }
    bool has_ended() const { return has_ended_; }
    boost::system::error_code error() const { return error_; }

    // Bytes that the kernel took, since the socket was attached.
    std::uint64_t sent() const { return sent_; }

private:
    int socket_ = -1;
    bool has_ended_ = false;
    boost::system::error_code error_;
    std::uint64_t sent_ = 0;
};

}  // namespace sluice::http
