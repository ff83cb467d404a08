// A running sandbox on its own thread, and a plain blocking client, for the tests that need
// sockets.
#pragma once

#include "tests/sandbox/certificate.hpp"
#include "tests/sandbox/server.hpp"

#include <catch2/catch.hpp>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <memory>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace sandbox::test {

/// Connects on construction; every wait ends after 20 s at the latest.
class Client {
public:
    /// `ca_pem` empty: plain HTTP.
    explicit Client(std::uint16_t port, const std::string& ca_pem = {})
        : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval patience{.tv_sec = 20, .tv_usec = 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
        if (!ca_pem.empty()) {
            start_tls(ca_pem);
        }
    }
    ~Client() { end(); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool is_trusted() const { return is_trusted_; }

    void send(std::string_view bytes) {
        if (ssl_) {
            REQUIRE(SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0);
        } else {
            REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0);
        }
    }

    /// Bytes as they come; empty at the end of the connection, after which was_reset() holds for
    /// RST.
    std::string receive() {
        std::array<char, 4096> bytes{};
        const auto size = ssl_ ? SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                               : static_cast<int>(recv(socket_, bytes.data(), bytes.size(), 0));
        was_reset_ = size < 0 && errno == ECONNRESET;
        return size > 0 ? std::string(bytes.data(), static_cast<std::size_t>(size)) : std::string{};
    }

    std::string receive_all() {
        std::string all;
        for (std::string part = receive(); !part.empty(); part = receive()) {
            all += part;
        }
        return all;
    }

    /// One whole reply with a Content-Length.
    std::string exchange(std::string_view request) {
        send(request);
        std::string reply;
        while (!is_whole(reply)) {
            const std::string part = receive();
            REQUIRE_FALSE(part.empty());
            reply += part;
        }
        return reply;
    }

    bool was_reset() const { return was_reset_; }
    bool has_silence() const {
        char byte = 0;
        return recv(socket_, &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && errno == EAGAIN;
    }
    void end() {
        ssl_.reset();
        if (socket_ >= 0) {
            close(std::exchange(socket_, -1));
        }
    }

private:
    static bool is_whole(const std::string& reply) {
        const std::size_t head = reply.find("\r\n\r\n");
        const std::size_t length = reply.find("Content-Length: ");
        return head != std::string::npos && length < head &&
               reply.size() >= head + 4 + std::stoul(reply.substr(length + 16));
    }

    void start_tls(const std::string& ca_pem) {
        context_.reset(SSL_CTX_new(TLS_client_method()));
        const std::unique_ptr<BIO, FreeWith<BIO_free_all>> text(
            BIO_new_mem_buf(ca_pem.data(), static_cast<int>(ca_pem.size()))
        );
        const Certificate authority(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), authority.get());
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
        ssl_.reset(SSL_new(context_.get()));
        SSL_set1_host(ssl_.get(), "acme.tt.omtrdc.net");
        SSL_set_tlsext_host_name(ssl_.get(), "acme.tt.omtrdc.net");
        SSL_set_fd(ssl_.get(), socket_);
        is_trusted_ = SSL_connect(ssl_.get()) == 1;
    }

    int socket_;
    bool was_reset_ = false;
    bool is_trusted_ = false;
    std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>> context_;
    std::unique_ptr<SSL, FreeWith<SSL_free>> ssl_;
};

inline Settings with_profiles() {
    Settings settings;
    settings.create_on_update = true;
    return settings;
}

class LiveSandbox {
public:
    explicit LiveSandbox(Scheme scheme)
        : state_(with_profiles(), 1, Moment{}), server_(state_, scheme, 0),
          thread_([this] { server_.run(); }) {}
    ~LiveSandbox() {
        server_.stop();
        thread_.join();
    }
    LiveSandbox(const LiveSandbox&) = delete;
    LiveSandbox& operator=(const LiveSandbox&) = delete;

    std::uint16_t port() const { return server_.port(); }
    std::string ca_pem() const { return server_.ca_pem(); }

    std::string get(const std::string& target) {
        Client client(port(), ca_pem());
        return client.exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    std::string post(const std::string& target, const std::string& body) {
        Client client(port(), ca_pem());
        return client.exchange(
            "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body
        );
    }
    /// Asks for the counts until `part` stands there; false after 20 s.
    bool await_count(const std::string& part) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (std::chrono::steady_clock::now() < end) {
            if (get("/_sandbox/counts").find(part) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
    void play(const std::string& rule) {
        const std::string reply = post("/_sandbox/script", "{\"rules\":[" + rule + "]}");
        REQUIRE(reply.starts_with("HTTP/1.1 200"));
    }

private:
    State state_;
    Server server_;
    std::thread thread_;
};

inline std::string update_request(std::string_view id, std::string_view header = {}) {
    const std::string body = "mbox3rdPartyId=" + std::string(id) + "&profile.tier=gold";
    return "POST /m2/acme/profile/update HTTP/1.1\r\nHost: acme.tt.omtrdc.net\r\n"
           "Content-Type: application/x-www-form-urlencoded\r\n" +
           std::string(header) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

}  // namespace sandbox::test
