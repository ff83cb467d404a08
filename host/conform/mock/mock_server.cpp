#include "host/conform/mock/mock_server.hpp"

#include "host/conform/mock/mock_connection.hpp"
#include "host/conform/mock/record_mark.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace host {
namespace {

constexpr int backlog = 4096;

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

// A TCP socket bound to a free port of 127.0.0.1.
FileDescriptor bound_socket(std::uint16_t& port) {
    FileDescriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (!socket || bind(socket.get(), generic, length) != 0 ||
        getsockname(socket.get(), generic, &length) != 0) {
        fail("the mock upstream's socket");
    }
    port = ntohs(address.sin_port);
    return socket;
}

}  // namespace

MockServer::MockServer(EventLoop& loop, std::vector<MockRoute> routes)
    : loop_{loop}, routes_{std::move(routes)}, listener_{bound_socket(port_)}, dead_{bound_socket(
                                                                                   dead_port_
                                                                               )} {
    if (listen(listener_.get(), backlog) != 0) {
        fail("listen");
    }
    loop_.add(listener_.get(), EventLoop::For::reading, [this] { accept_all(); });
}

MockServer::~MockServer() {
    connections_.clear();
    loop_.remove(listener_.get());
}

void MockServer::play(MockScript script) {
    script_ = std::move(script);
    seen_.clear();
}

void MockServer::clear_ledger() {
    ledger_ = {};
    ++generation_;
    ledger_.peak = waiting_;
}

void MockServer::accept_all() {
    for (;;) {
        FileDescriptor socket{
            accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
        if (!socket) {
            return;
        }
        ++ledger_.connections;
        if (script_.resets_on_accept) {
            const linger at_once{1, 0};
            setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
            continue;
        }
        const int yes = 1;
        setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        const std::uint64_t number = ++connections_made_;
        connections_[number] = std::make_unique<MockConnection>(*this, number, std::move(socket));
    }
}

MockReply MockServer::reply_to(const MockEntry& entry, bool& is_route) {
    for (const MockRoute& route : routes_) {
        if (entry.request.target.starts_with(route.path)) {
            is_route = true;
            return route.reply;
        }
    }
    for (const std::uint64_t record : entry.records) {
        const auto planned = script_.by_record.find(record);
        if (planned != script_.by_record.end() && !planned->second.empty()) {
            const auto& replies = planned->second;
            return replies[std::min(seen_[record]++, replies.size() - 1)];
        }
    }
    return script_.standard;
}

MockReply MockServer::receive(std::uint64_t connection, MockRequest request, std::size_t& index) {
    MockEntry entry;
    entry.connection = connection;
    entry.records = records_marked_in(request.target + '\n' + request.head + request.body);
    entry.request = std::move(request);
    entry.received_ms = now_ms();
    MockReply reply = reply_to(entry, entry.is_route);
    entry.how = reply.how;
    entry.status = reply.status;
    entry.retry_after = reply.retry_after.value_or("");
    index = ledger_.entries.size();
    ledger_.entries.push_back(std::move(entry));
    ledger_.peak = std::max(ledger_.peak, ++waiting_);
    return reply;
}

void MockServer::answered(std::size_t index, std::uint64_t generation) {
    --waiting_;
    if (generation == generation_) {
        ledger_.entries[index].is_answered = true;
        ledger_.entries[index].answered_ms = now_ms();
    }
}

void MockServer::left_waiting() {
    --waiting_;
}

void MockServer::forget(std::uint64_t connection) {
    connections_.erase(connection);
}

std::uint64_t MockServer::now_ms() const {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(EventLoop::Clock::now() - started_)
            .count()
    );
}

}  // namespace host
