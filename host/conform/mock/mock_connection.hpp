// One connection of the mock: reads requests, and answers each as it is told, one after another.
// Event loop's thread.
#pragma once

#include "host/conform/event_loop.hpp"
#include "host/conform/mock/mock_reply.hpp"
#include "host/conform/mock/request_parser.hpp"
#include "host/record/file_descriptor.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace host {

class MockServer;

class MockConnection {
public:
    MockConnection(MockServer& server, std::uint64_t number, FileDescriptor socket);
    MockConnection(const MockConnection&) = delete;
    MockConnection& operator=(const MockConnection&) = delete;
    ~MockConnection();

private:
    void ready();
    bool read_all();  // false at the end
    void serve_next();
    void begin_answer();
    void write_some();
    void finish_answer();
    void listen_for(EventLoop::For what);
    void end();  // destroys this

    MockServer& server_;
    std::uint64_t number_;
    FileDescriptor socket_;
    RequestParser parser_;
    std::optional<MockReply> reply_;  // being given
    std::size_t entry_ = 0;
    std::uint64_t generation_ = 0;
    std::string output_;
    std::size_t written_ = 0;
    std::optional<EventLoop::Timer> timer_;
};

}  // namespace host
