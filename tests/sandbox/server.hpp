// The sandbox's server: one loopback port, one thread; main makes it, run() is that thread.
#pragma once

#include "tests/sandbox/state.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace sandbox {

/// How clients talk to it.
enum class Scheme : bool { http, https };

class Server {
public:
    /// Listens on 127.0.0.1. `port` 0 picks a free one. boost::system::system_error when the port
    /// is taken, std::runtime_error when TLS cannot be set up. `state` is the server's until run()
    /// has returned.
    Server(State& state, Scheme scheme, std::uint16_t port);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;
    /// `https://127.0.0.1:8443`
    std::string url() const;
    /// The certificate that clients have to trust; empty for http.
    std::string ca_pem() const;

    /// SIGINT and SIGTERM end run().
    void stop_on_signals();
    /// Serves until stop(), a signal or POST /_sandbox/stop.
    void run();
    /// Any thread.
    void stop();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace sandbox
