// One connection to one endpoint, plain or TLS, direct or through a proxy: a machine that says what
// to wait for next. An exchange's coroutine does the waiting. On the io_context's thread.
#pragma once

#include "sdk/http/reply_reader.hpp"
#include "sdk/http/setup.hpp"
#include "sdk/http/tls.hpp"
#include "sdk/http/wire.hpp"

#include <sluice/http/client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

constexpr boost::asio::as_tuple_t<boost::asio::use_awaitable_t<Executor>> await_result{
    boost::asio::use_awaitable_t<Executor>{}};

class Connection {
public:
    using Tcp = boost::asio::ip::tcp;
    using Error = boost::system::error_code;

    Connection(const Executor& executor, const Setup& setup, const Endpoint& endpoint);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() = default;

    const Endpoint& endpoint() const { return endpoint_; }
    // Whom to connect to: the proxy, or the endpoint itself.
    const Endpoint& next_hop() const { return through_proxy_ ? *setup_.proxy : endpoint_; }
    bool is_open() const { return stage_ != Stage::connecting; }

    // Opening: prepares a socket for `address`, connects it, and takes it over when that went well.
    Error prepare(const Tcp::endpoint& address);
    auto connect(const Tcp::endpoint& address) {
        return socket_.async_connect(address, await_result);
    }
    void connected();

    // Begins an exchange on an open connection and goes on with it as far as possible: want_read
    // and want_write say what to wait for, then comes advance(). done: `reply` is filled. failed:
    // failure() says why. `request` and `reply` outlive the exchange.
    Step begin(std::string_view request, Reply& reply);
    Step advance();

    // Waits for bytes; its result goes to filled(). A pending read ends with interrupt().
    auto fill() {
        const auto room = wire_.in.room(1);
        return socket_.async_read_some(boost::asio::buffer(room.data(), room.size()), await_result);
    }
    void filled(Error error, std::size_t size);
    // Waits until the socket takes bytes again.
    auto drain() { return socket_.async_wait(boost::asio::socket_base::wait_write, await_result); }
    // Ends the wait under way with operation_aborted.
    void interrupt();

    // At least one byte of the request went out.
    bool has_written() const;
    // Why the last step failed, with `written` as it is.
    Failure failure() const;
    // "in the TLS handshake"; for messages.
    std::string_view doing() const;

    // After done: another exchange may follow.
    bool may_keep();
    // When it was put aside, in the pool's ticks, the first of which is 1.
    void keep_since(std::uint64_t tick) { kept_since_ = tick; }
    std::uint64_t kept_since() const { return kept_since_; }
    bool was_kept() const { return kept_since_ != 0; }
    // Asks the kernel whether the far side has ended a connection that was kept for a while.
    bool is_alive();

private:
    enum class Stage : std::uint8_t {
        connecting,
        asking_proxy,
        hearing_proxy,
        handshake,
        writing,
        reading,
        finished
    };

    Step take_step();
    void enter(Stage stage);
    Stage stage_after(Stage stage) const;
    Step hear_proxy();
    Step read_reply();
    Step more_text();
    Step send_plain(std::string_view& bytes);
    Step secured(Step step);
    Step fail(Failure::Kind kind, std::string message);
    Step fail_wire();
    Buffer& text() { return tls_ ? plain_ : wire_.in; }
    bool holds_nothing();
    void write_tunnel_request();

    const Setup& setup_;
    Endpoint endpoint_;
    bool through_proxy_;
    boost::asio::basic_stream_socket<Tcp, Executor> socket_;
    Wire wire_;
    std::optional<TlsSession> tls_;
    Buffer plain_;  // decrypted and not yet understood
    ReplyReader reader_;
    Stage stage_ = Stage::connecting;
    std::string_view request_;  // on a plain connection what is left to send of it
    Reply* reply_ = nullptr;
    std::uint64_t sent_before_ = 0;  // bytes on the wire when the request began
    Request tunnel_request_;
    std::string_view tunnel_rest_;  // what is left to send of it
    Reply tunnel_reply_;
    std::uint64_t kept_since_ = 0;
    Failure failure_;
};

}  // namespace sluice::http
