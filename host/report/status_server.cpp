#include "host/report/status_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <list>
#include <optional>
#include <thread>
#include <utility>

namespace host {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

constexpr std::size_t most_connections = 32;
constexpr std::uint32_t most_head_bytes = 8 * 1024;
constexpr auto patience = 5s;
constexpr auto pause_after_error = 100ms;  // out of descriptors: others must close some first

std::int64_t unix_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// One request, one answer, closed. Kept alive by the operation under way.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(tcp::socket socket, const StatusAccess& access, const SnapshotBoard& board)
        : stream_{std::move(socket)}, access_{access}, board_{board} {
        parser_.header_limit(most_head_bytes);
    }

    void start() {
        stream_.expires_after(patience);
        http::async_read_header(
            stream_,
            buffer_,
            parser_,
            [self = shared_from_this()](error_code failed, std::size_t) { self->on_head(failed); }
        );
    }

    void close() {
        error_code is_no_matter;
        stream_.socket().close(is_no_matter);
    }

private:
    void on_head(error_code failed) {
        if (failed == http::error::header_limit) {
            return send({431, "application/json", R"({"error":"expected a head of at most 8 KiB"})"}
            );
        }
        if (failed && failed.category() == error_code{http::error::bad_method}.category()) {
            return send({400, "application/json", R"({"error":"expected an HTTP/1.1 request"})"});
        }
        if (!failed) {
            send(reply());
        }
    }

    StatusReply reply() const {
        const auto& head = parser_.get();
        const auto view = [](beast::string_view text) {
            return std::string_view{text.data(), text.size()};
        };
        const StatusRequest request{
            view(head.method_string()),
            view(head.target()),
            view(head[http::field::host]),
            view(head[http::field::authorization])};
        const SnapshotPtr snapshot = board_.latest();
        return status_reply(request, access_, snapshot.get(), unix_ms());
    }

    void send(StatusReply reply) {
        answer_.result(reply.status);
        answer_.set(
            http::field::content_type, beast::string_view{reply.type.data(), reply.type.size()}
        );
        answer_.set(http::field::cache_control, "no-store");
        answer_.set("X-Content-Type-Options", "nosniff");
        if (reply.status == 401) {
            answer_.set(http::field::www_authenticate, "Bearer");
        } else if (reply.status == 405) {
            answer_.set(http::field::allow, "GET, HEAD");
        }
        answer_.keep_alive(false);
        answer_.body() = std::move(reply.body);
        answer_.prepare_payload();
        if (parser_.get().method() == http::verb::head) {
            answer_.body().clear();  // its length stays told
        }
        stream_.expires_after(patience);
        http::async_write(stream_, answer_, [self = shared_from_this()](error_code, std::size_t) {
            self->finish();
        });
    }

    void finish() {
        error_code is_no_matter;
        stream_.socket().shutdown(tcp::socket::shutdown_send, is_no_matter);
    }

    beast::tcp_stream stream_;
    const StatusAccess& access_;
    const SnapshotBoard& board_;
    beast::flat_buffer buffer_{std::size_t{2} * most_head_bytes};
    http::request_parser<http::empty_body> parser_;
    http::response<http::string_body> answer_;
};

}  // namespace

class StatusServer::Impl {
public:
    Impl(StatusAccess access, const SnapshotBoard& board)
        : access_{std::move(access)}, board_{board} {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        context_.stop();
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    error_code listen(const ListenAddress& address) {
        error_code failed;
        const auto ip = asio::ip::make_address(address.ip, failed);
        const tcp::endpoint endpoint{ip, address.port};
        const auto step = [&](auto&& act) {
            if (!failed) {
                act();
            }
        };
        step([&] { acceptor_.open(endpoint.protocol(), failed); });
        step([&] { acceptor_.set_option(tcp::acceptor::reuse_address{true}, failed); });
        step([&] { acceptor_.bind(endpoint, failed); });
        step([&] { acceptor_.listen(static_cast<int>(most_connections), failed); });
        if (!failed) {
            address_ = {address.ip, acceptor_.local_endpoint(failed).port()};
            accept();
            thread_ = std::thread{[this] { context_.run(); }};
        }
        return failed;
    }

    const ListenAddress& address() const { return address_; }

private:
    void accept() {
        acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
            if (failed) {
                return wait();
            }
            take(std::move(socket));
            accept();
        });
    }

    void wait() {
        timer_.expires_after(pause_after_error);
        timer_.async_wait([this](error_code) { accept(); });
    }

    void take(tcp::socket socket) {
        connections_.remove_if([](const auto& one) { return one.expired(); });
        if (connections_.size() == most_connections) {
            if (const auto oldest = connections_.front().lock()) {
                oldest->close();
            }
            connections_.pop_front();
        }
        const auto fresh = std::make_shared<Connection>(std::move(socket), access_, board_);
        connections_.push_back(fresh);
        fresh->start();
    }

    StatusAccess access_;
    const SnapshotBoard& board_;
    ListenAddress address_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_};
    asio::steady_timer timer_{context_};
    std::list<std::weak_ptr<Connection>> connections_;  // the oldest first
    std::thread thread_;
};

StatusServer::StatusServer(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
StatusServer::~StatusServer() = default;

sluice::Result<std::unique_ptr<StatusServer>, Problem>
StatusServer::start(const ListenAddress& address, StatusAccess access, const SnapshotBoard& board) {
    auto impl = std::make_unique<Impl>(std::move(access), board);
    if (const error_code failed = impl->listen(address)) {
        return Problem{
            "the status server cannot listen on " + address.text() + ": " + failed.message() +
            "; name another address by --listen or status.listen, port 0 for any that is free"};
    }
    return std::unique_ptr<StatusServer>{new StatusServer{std::move(impl)}};
}

const ListenAddress& StatusServer::address() const {
    return impl_->address();
}

}  // namespace host
