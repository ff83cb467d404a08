// The mock upstream: an HTTP/1.1 server on loopback that plays a script and keeps a ledger. In the
// kit's parent, so that both outlive a plugin's crash; on the event loop's thread.
#pragma once

#include "host/conform/event_loop.hpp"
#include "host/conform/mock/mock_ledger.hpp"
#include "host/conform/mock/mock_reply.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace host {

class MockConnection;

class MockServer {
public:
    // Listens on 127.0.0.1 at a free port. Throws std::system_error if it cannot. `loop` must
    // outlive it.
    MockServer(EventLoop& loop, std::vector<MockRoute> routes);
    MockServer(const MockServer&) = delete;
    MockServer& operator=(const MockServer&) = delete;
    ~MockServer();

    std::uint16_t port() const { return port_; }
    // Of a socket that is bound and does not listen: connections to it are refused.
    std::uint16_t dead_port() const { return dead_port_; }

    // From now on. The ledger goes on; how often each record was seen is forgotten.
    void play(MockScript script);
    const MockLedger& ledger() const { return ledger_; }
    void clear_ledger();

private:
    friend class MockConnection;

    void accept_all();
    // What the request gets; it is entered into the ledger, at the index given.
    MockReply receive(std::uint64_t connection, MockRequest request, std::size_t& index);
    MockReply reply_to(const MockEntry& entry, bool& is_route);
    void answered(std::size_t index, std::uint64_t generation);
    void left_waiting();  // a connection ended before its answer
    void forget(std::uint64_t connection);
    std::uint64_t now_ms() const;

    EventLoop& loop_;
    std::vector<MockRoute> routes_;
    MockScript script_;
    MockLedger ledger_;
    std::map<std::uint64_t, std::size_t>
        seen_;  // record -> requests that were answered by the script
    std::map<std::uint64_t, std::unique_ptr<MockConnection>> connections_;
    std::uint64_t connections_made_ = 0;
    std::uint64_t generation_ = 0;  // of the ledger: cleared in the meantime?
    std::uint64_t waiting_ = 0;
    EventLoop::Clock::time_point started_ = EventLoop::Clock::now();
    std::uint16_t port_ = 0;  // before the sockets, whose making writes them
    std::uint16_t dead_port_ = 0;
    FileDescriptor listener_;
    FileDescriptor dead_;
};

}  // namespace host
