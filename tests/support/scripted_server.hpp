// A server on loopback that does what a test scripts, at the level of bytes: a thread for each
// connection runs the script with blocking calls.
//
//     ScriptedServer server{[](Peer& peer) {
//         while (peer.request()) {
//             peer.send("HTTP/1.1 204 No Content\r\n\r\n");
//         }
//     }};
#pragma once

#include "tests/support/test_authority.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct ssl_st;
struct ssl_ctx_st;

namespace support {

// One accepted connection, on its own thread. What fails, because the other side or the server has
// gone, does nothing.
class Peer {
public:
    Peer(int socket, std::size_t number) : socket_{socket}, number_{number} {}
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer();

    // The how-manieth connection of the server this is, from 1.
    std::size_t number() const { return number_; }
    // The name that the client asked for by SNI, "" for none.
    std::string server_name() const;

    // The next request as it came, up to the end of its body. None once the client hangs up.
    std::optional<std::string> request();
    void send(std::string_view bytes);
    // "HTTP/1.1 200 OK", `headers` (each ended by CRLF), Content-Length and `body`.
    void reply(std::string_view body, std::string_view headers = {});

    // TLS from here on, as a server; called before the script if the server has an identity.
    bool start_tls(const Identity& identity);
    // The same as a server that has never heard of TLS 1.2; called by a script of a server without
    // an identity.
    bool start_old_tls(const Identity& identity);

    // Ends the connection in an orderly way: close_notify, then FIN.
    void close();
    // Ends the connection by FIN alone, which for TLS is a truncation.
    void hang_up();
    // Ends the connection by RST.
    void reset();
    // Until the client ends the connection.
    void wait_for_end();

private:
    friend class ScriptedServer;
    bool read_more();
    void make_context(const Identity& identity);
    bool accept_tls();
    void interrupt() const;

    struct Free {
        void operator()(ssl_st* session) const;
        void operator()(ssl_ctx_st* context) const;
    };
    const int socket_;
    const std::size_t number_;
    std::unique_ptr<ssl_ctx_st, Free> context_;
    std::unique_ptr<ssl_st, Free> tls_;
    std::string unread_;
};

class ScriptedServer {
public:
    using Script = std::function<void(Peer&)>;

    // Listens on a port of its own at 127.0.0.1; with an identity it speaks TLS.
    explicit ScriptedServer(Script script, std::optional<Identity> identity = std::nullopt);
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    // Ends every connection and waits for the scripts.
    ~ScriptedServer();

    std::uint16_t port() const { return port_; }
    // Connections accepted so far.
    std::size_t accepted() const { return accepted_; }

private:
    void accept_all();
    void run(Peer& peer);

    const Script script_;
    const std::optional<Identity> identity_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<std::size_t> accepted_{0};
    std::mutex mutex_;  // guards peers_ and threads_
    std::vector<std::unique_ptr<Peer>> peers_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

// A port at 127.0.0.1 where nothing listens: connecting is refused.
std::uint16_t refusing_port();

// A port at 127.0.0.1 where connecting gets no answer: its queue is full.
class SilentPort {
public:
    SilentPort();
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;
    ~SilentPort();

    std::uint16_t port() const { return port_; }

private:
    std::vector<int> sockets_;
    std::uint16_t port_ = 0;
};

}  // namespace support
