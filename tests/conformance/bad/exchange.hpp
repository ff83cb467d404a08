// One HTTP exchange over a kept connection to 127.0.0.1, with a deadline, that a stop ends at once.
// Each worker has its own; worker's thread.
#pragma once

#include <cstdint>
#include <string>

namespace bad {

struct Reply {
    int status = 0;
    std::string retry_after;  // the header's text; "": there is none
};

enum class Broken : std::uint8_t {
    no,       // there is a reply
    refused,  // no connection
    ended,    // it ended before the reply was whole
    out_of_time,
    stopped,
    not_http,
};

struct Exchanged {
    Broken broken = Broken::no;
    bool is_written = false;  // some byte of the request may have arrived
    Reply reply;
};

class Connection {
public:
    // `stop_fd` becomes readable when everything is to end.
    Connection(std::uint16_t port, int stop_fd) : port_{port}, stop_fd_{stop_fd} {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { close(); }

    // `deadline`: CLOCK_MONOTONIC, nanoseconds.
    Exchanged exchange(const std::string& request, std::uint64_t deadline);

private:
    Broken open(std::uint64_t deadline);
    Broken wait(short events, std::uint64_t deadline) const;
    Broken write(const std::string& request, std::uint64_t deadline, bool& is_written);
    Broken read(std::uint64_t deadline, Reply& reply);
    Broken read_more(std::uint64_t deadline);
    bool is_stale() const;
    void close();

    std::uint16_t port_;
    int stop_fd_;
    int fd_ = -1;
    std::string input_;
};

// CLOCK_MONOTONIC now, in nanoseconds.
std::uint64_t monotonic_now();

}  // namespace bad
