#include "tests/sandbox/connection.hpp"

#include "tests/sandbox/request_reader.hpp"
#include "tests/sandbox/router.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace sandbox {
namespace {

namespace asio = boost::asio;

constexpr auto use_task = asio::as_tuple(asio::use_awaitable_t<Executor>{});
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using Progress = RequestReader::Progress;

Moment now() {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
}

/// One client. Each step is false once the connection is over.
class Client {
public:
    Client(Socket socket, Shared& shared, std::uint64_t number)
        : shared_(shared), executor_(socket.get_executor()), stream_(std::move(socket), shared.tls),
          reader_(shared.state.settings.limits.delivery_bytes + 1, number) {}

    Task<void> serve();

private:
    Task<bool> read_request();
    Task<bool> refuse(int status, std::string_view message);
    Task<bool> reply(Answer& answer);
    Task<bool> misbehave(Fault fault);
    Task<void> pause(std::chrono::milliseconds time);
    Task<void> hang();

    Shared& shared_;
    Executor executor_;
    Stream stream_;
    RequestReader reader_;
    std::string out_;
};

Task<bool> Client::refuse(int status, std::string_view message) {
    out_.clear();
    append_wire(out_, error_reply(status, message), Connection::close);
    co_await stream_.write(out_);
    stream_.close();
    co_return false;
}

Task<bool> Client::read_request() {
    for (;;) {
        switch (reader_.advance()) {
        case Progress::complete:
            co_return true;
        case Progress::too_large:
            co_return co_await refuse(413, "the request is too large");
        case Progress::broken:
            co_return co_await refuse(400, "this is no HTTP request");
        case Progress::wants_continue:
            co_await stream_.write("HTTP/1.1 100 Continue\r\n\r\n");
            break;
        case Progress::needs_more:
            break;
        }
        const std::span<char> room = reader_.room();
        const std::size_t size = co_await stream_.read(room);
        if (size == 0) {
            co_return false;
        }
        reader_.received(size);
    }
}

Task<void> Client::pause(std::chrono::milliseconds time) {
    Timer timer(executor_, time);
    co_await timer.async_wait(use_task);
}

Task<void> Client::hang() {
    std::array<char, 4096> ignored{};
    std::size_t size = 1;
    while (size != 0) {
        const std::span<char> room(ignored);
        size = co_await stream_.read(room);
    }
}

Task<bool> Client::misbehave(Fault fault) {
    if (fault == Fault::hang) {
        co_await hang();
        stream_.close();
    } else if (fault == Fault::half_reply) {
        // Half of the head when there is no body, else all of the head and half of the body.
        const std::size_t body = out_.size() - (out_.find("\r\n\r\n") + 4);
        const std::size_t half = body == 0 ? out_.size() / 2 : out_.size() - (body + 1) / 2;
        const std::string_view part = std::string_view(out_).substr(0, half);
        co_await stream_.write(part);
        stream_.cut();
    } else {
        stream_.reset();
    }
    co_return false;
}

Task<bool> Client::reply(Answer& answer) {
    out_.clear();
    const bool keeps = reader_.keep_alive();
    append_wire(out_, answer.response, keeps ? Connection::keep : Connection::close);
    if (answer.delay.count() != 0 && answer.fault != Fault::after_read) {
        co_await pause(answer.delay);
    }
    if (answer.fault != Fault::none) {
        co_await misbehave(answer.fault);
        finish(answer, shared_.state, Reply::lost);
        co_return false;
    }
    const bool is_sent = co_await stream_.write(out_);
    finish(answer, shared_.state, is_sent ? Reply::sent : Reply::lost);
    if (!is_sent || !keeps) {
        stream_.close();
        co_return false;
    }
    co_return true;
}

Task<void> Client::serve() {
    bool goes_on = co_await stream_.handshake();
    while (goes_on) {
        goes_on = co_await read_request();
        if (!goes_on) {
            break;
        }
        Answer answer = respond(reader_.request(), shared_.state, now());
        goes_on = co_await reply(answer);
        if (shared_.state.stop_requested) {
            shared_.stop_server();
        }
        reader_.next();
    }
}

}  // namespace

Task<void> serve_connection(Socket socket, Shared& shared, std::uint64_t number) {
    shared.state.counts.connected();
    Client client(std::move(socket), shared, number);
    co_await client.serve();
    shared.state.counts.disconnected();
}

}  // namespace sandbox
