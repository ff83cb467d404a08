// One accepted socket, plain or with TLS, moved without waiting where possible; on the server's
// thread.
#pragma once

#include "tests/sandbox/tls.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace sandbox {

/// The one kind of executor here: no type erasure on the way of a request.
using Executor = boost::asio::io_context::executor_type;
template <typename T>
using Task = boost::asio::awaitable<T, Executor>;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

class Stream {
public:
    /// `tls`: nullptr for plain HTTP. The socket is made non-blocking.
    Stream(Socket socket, TlsContext* tls);

    /// The TLS handshake; nothing to do for plain HTTP. False when it failed.
    Task<bool> handshake();
    /// Waits for bytes and reads them. 0: the other side is gone.
    Task<std::size_t> read(std::span<char> to);
    /// Writes all of it. False when the other side is gone.
    Task<bool> write(std::string_view from);

    /// Ends the connection in order: TLS goodbye, then FIN.
    void close();
    /// FIN without TLS goodbye: what was written arrives, and then nothing.
    void cut();
    /// RST: what was written may be lost.
    void reset();

private:
    Moved try_read(std::span<char> to);
    Moved try_write(std::string_view from);
    Task<bool> wait_for(Io what);

    Socket socket_;
    std::unique_ptr<TlsSession> tls_;
};

}  // namespace sandbox
