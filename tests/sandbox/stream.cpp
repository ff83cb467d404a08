#include "tests/sandbox/stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace sandbox {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr auto use_task = asio::as_tuple(asio::use_awaitable_t<Executor>{});

Io state_of(const error_code& error, Io wanted) {
    if (!error) {
        return Io::done;
    }
    return error == asio::error::would_block || error == asio::error::try_again ? wanted
                                                                                : Io::closed;
}

}  // namespace

Stream::Stream(Socket socket, TlsContext* tls) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
    if (tls != nullptr) {
        tls_ = std::make_unique<TlsSession>(*tls, socket_.native_handle());
    }
}

Moved Stream::try_read(std::span<char> to) {
    if (tls_) {
        return tls_->read(to);
    }
    error_code error;
    const std::size_t size = socket_.read_some(asio::buffer(to.data(), to.size()), error);
    return {.state = state_of(error, Io::wants_read), .size = size};
}

Moved Stream::try_write(std::string_view from) {
    if (tls_) {
        return tls_->write(from);
    }
    error_code error;
    const std::size_t size = socket_.write_some(asio::buffer(from.data(), from.size()), error);
    return {.state = state_of(error, Io::wants_write), .size = size};
}

Task<bool> Stream::wait_for(Io what) {
    if (what == Io::closed) {
        co_return false;
    }
    const auto ready = what == Io::wants_write ? Socket::wait_write : Socket::wait_read;
    const auto [error] = co_await socket_.async_wait(ready, use_task);
    co_return !error;
}

Task<bool> Stream::handshake() {
    while (tls_) {
        const Io state = tls_->handshake();
        if (state == Io::done) {
            break;
        }
        const bool is_ready = co_await wait_for(state);
        if (!is_ready) {
            co_return false;
        }
    }
    co_return true;
}

Task<std::size_t> Stream::read(std::span<char> to) {
    // A client that keeps its connection sends the next request only after this reply: a first
    // attempt without waiting would nearly always be in vain.
    bool is_ready = tls_ && tls_->has_pending();
    Io wanted = Io::wants_read;
    for (;;) {
        if (!is_ready) {
            is_ready = co_await wait_for(wanted);
            if (!is_ready) {
                co_return 0;
            }
        }
        const Moved moved = try_read(to);
        if (moved.state == Io::done) {
            co_return moved.size;
        }
        wanted = moved.state;
        is_ready = false;
    }
}

Task<bool> Stream::write(std::string_view from) {
    while (!from.empty()) {
        const Moved moved = try_write(from);
        if (moved.state == Io::done) {
            from.remove_prefix(moved.size);
            continue;
        }
        const bool is_ready = co_await wait_for(moved.state);
        if (!is_ready) {
            co_return false;
        }
    }
    co_return true;
}

void Stream::close() {
    if (tls_) {
        tls_->close_notify();
    }
    cut();
}

void Stream::cut() {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
}

void Stream::reset() {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
}

}  // namespace sandbox
