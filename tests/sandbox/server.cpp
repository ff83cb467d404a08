#include "tests/sandbox/server.hpp"

#include "tests/sandbox/connection.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <exception>
#include <optional>

namespace sandbox {
namespace {

namespace asio = boost::asio;

constexpr auto use_task = asio::as_tuple(asio::use_awaitable_t<Executor>{});
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

/// An exception in a connection is a bug of the sandbox: it ends the program instead of looking
/// like a bad client.
void rethrow(const std::exception_ptr& thrown) {
    if (thrown) {
        std::rethrow_exception(thrown);
    }
}

Task<void> accept_connections(Acceptor& acceptor, Shared& shared) {
    for (std::uint64_t number = 1;; ++number) {
        auto [error, socket] = co_await acceptor.async_accept(use_task);
        if (error == asio::error::operation_aborted) {
            co_return;
        }
        if (!error) {
            auto connection = serve_connection(std::move(socket), shared, number);
            asio::co_spawn(acceptor.get_executor(), std::move(connection), rethrow);
        }
    }
}

}  // namespace

struct Server::Inside {
    Inside(State& state, std::uint16_t port)
        : acceptor(context, {asio::ip::address_v4::loopback(), port}),
          shared{.state = state, .tls = nullptr, .stop_server = [this] { context.stop(); }} {}

    std::optional<TlsContext> tls;
    asio::io_context context{1};  // one thread runs it; connections end with it
    Acceptor acceptor;
    asio::signal_set signals{context};
    Shared shared;
};

Server::Server(State& state, Scheme scheme, std::uint16_t port)
    : inside_(std::make_unique<Inside>(state, port)) {
    // OpenSSL writes with write(2): a client that went away would end the program.
    std::signal(SIGPIPE, SIG_IGN);
    if (scheme == Scheme::https) {
        inside_->tls.emplace();
        inside_->shared.tls = &*inside_->tls;
    }
    auto accepting = accept_connections(inside_->acceptor, inside_->shared);
    asio::co_spawn(inside_->context.get_executor(), std::move(accepting), rethrow);
}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return inside_->acceptor.local_endpoint().port();
}

std::string Server::url() const {
    const std::string scheme = inside_->tls ? "https" : "http";
    return scheme + "://127.0.0.1:" + std::to_string(port());
}

std::string Server::ca_pem() const {
    return inside_->tls ? inside_->tls->ca_pem() : "";
}

void Server::stop_on_signals() {
    inside_->signals.add(SIGINT);
    inside_->signals.add(SIGTERM);
    inside_->signals.async_wait([this](const boost::system::error_code& error, int) {
        if (!error) {
            inside_->context.stop();
        }
    });
}

void Server::run() {
    inside_->context.run();
}

void Server::stop() {
    inside_->context.stop();
}

}  // namespace sandbox
