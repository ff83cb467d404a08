#include "tests/support/scripted_server.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace support {

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

// A socket bound to a port of its own.
int bound_socket(std::uint16_t& port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (socket < 0 || bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("cannot bind a socket to loopback");
    }
    port = ntohs(address.sin_port);
    return socket;
}

// The size of the first whole request in `bytes`, 0 if its end has not come.
std::size_t request_size(std::string_view bytes) {
    const auto header_end = bytes.find("\r\n\r\n");
    if (header_end == std::string_view::npos) {
        return 0;
    }
    constexpr std::string_view field = "\r\nContent-Length: ";
    const auto at = bytes.find(field);
    std::size_t size = header_end + 4;
    if (at < header_end) {
        size += std::strtoul(bytes.data() + at + field.size(), nullptr, 10);
    }
    return size <= bytes.size() ? size : 0;
}

}  // namespace

void Peer::Free::operator()(ssl_st* session) const {
    SSL_free(session);
}

void Peer::Free::operator()(ssl_ctx_st* context) const {
    SSL_CTX_free(context);
}

Peer::~Peer() {
    tls_.reset();
    ::close(socket_);
}

std::string Peer::server_name() const {
    const char* name = tls_ ? SSL_get_servername(tls_.get(), TLSEXT_NAMETYPE_host_name) : nullptr;
    return name != nullptr ? name : "";
}

std::optional<std::string> Peer::request() {
    std::size_t size = request_size(unread_);
    while (size == 0) {
        if (!read_more()) {
            return std::nullopt;
        }
        size = request_size(unread_);
    }
    std::string request = unread_.substr(0, size);
    unread_.erase(0, size);
    return request;
}

bool Peer::read_more() {
    char bytes[16 * 1024];
    ssize_t size = 0;
    if (tls_) {
        size = SSL_read(tls_.get(), bytes, sizeof bytes);
        ERR_clear_error();
    } else {
        size = recv(socket_, bytes, sizeof bytes, 0);
    }
    if (size <= 0) {
        return false;
    }
    unread_.append(bytes, static_cast<std::size_t>(size));
    return true;
}

void Peer::send(std::string_view bytes) {
    if (tls_) {
        SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
        ERR_clear_error();
        return;
    }
    while (!bytes.empty()) {
        const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

void Peer::reply(std::string_view body, std::string_view headers) {
    std::string bytes = "HTTP/1.1 200 OK\r\n";
    bytes += headers;
    bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    bytes += body;
    send(bytes);
}

bool Peer::start_tls(const Identity& identity) {
    make_context(identity);
    return accept_tls();
}

bool Peer::start_old_tls(const Identity& identity) {
    make_context(identity);
    // At OpenSSL 3's default level there is no cipher for TLS 1.1, whatever the versions say.
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), TLS1_1_VERSION);
    return accept_tls();
}

void Peer::make_context(const Identity& identity) {
    context_.reset(SSL_CTX_new(TLS_server_method()));
    BIO* certificate = BIO_new_mem_buf(identity.certificate_pem.data(), -1);
    BIO* key = BIO_new_mem_buf(identity.key_pem.data(), -1);
    X509* x509 = PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
    EVP_PKEY* pkey = PEM_read_bio_PrivateKey(key, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context_.get(), x509);
    SSL_CTX_use_PrivateKey(context_.get(), pkey);
    X509_free(x509);
    EVP_PKEY_free(pkey);
    BIO_free(certificate);
    BIO_free(key);
}

bool Peer::accept_tls() {
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_);
    const bool accepted = SSL_accept(tls_.get()) == 1;
    ERR_clear_error();
    return accepted;
}

void Peer::close() {
    if (tls_) {
        SSL_shutdown(tls_.get());
        ERR_clear_error();
    }
    hang_up();
}

void Peer::hang_up() {
    shutdown(socket_, SHUT_WR);
}

void Peer::reset() {
    // Bytes that nobody reads and no linger: the kernel sends RST at once.
    const linger none{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    sockaddr unspecified{};
    unspecified.sa_family = AF_UNSPEC;
    static_cast<void>(connect(socket_, &unspecified, sizeof unspecified));
}

void Peer::wait_for_end() {
    while (read_more()) {
    }
}

void Peer::interrupt() const {
    shutdown(socket_, SHUT_RDWR);
}

ScriptedServer::ScriptedServer(Script script, std::optional<Identity> identity)
    : script_{std::move(script)}, identity_{std::move(identity)} {
    listener_ = bound_socket(port_);
    listen(listener_, SOMAXCONN);
    acceptor_ = std::thread{[this] { accept_all(); }};
}

ScriptedServer::~ScriptedServer() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
        const std::lock_guard lock{mutex_};
        for (const auto& peer : peers_) {
            peer->interrupt();
        }
    }
    for (std::thread& thread : threads_) {
        thread.join();
    }
}

void ScriptedServer::accept_all() {
    for (;;) {
        const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) {
            return;
        }
        const int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::lock_guard lock{mutex_};
        Peer& peer = *peers_.emplace_back(std::make_unique<Peer>(socket, ++accepted_));
        threads_.emplace_back([this, &peer] { run(peer); });
    }
}

// The socket stays open until the server goes, so that interrupt() never meets a stranger's; a
// script that returns has ended the connection all the same.
void ScriptedServer::run(Peer& peer) {
    // OpenSSL's socket BIO sends with write(). Only here: the code under test must do without.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    if (!identity_ || peer.start_tls(*identity_)) {
        script_(peer);
    }
    peer.interrupt();
}

std::uint16_t refusing_port() {
    std::uint16_t port = 0;
    ::close(bound_socket(port));
    return port;
}

SilentPort::SilentPort() {
    const int listener = bound_socket(port_);
    sockets_.push_back(listener);
    listen(listener, 0);
    const sockaddr_in address = loopback(port_);
    // The first one fills the queue of accepted connections, the others wait for a place in it.
    for (int i = 0; i < 3; ++i) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        const auto* to = reinterpret_cast<const sockaddr*>(&address);
        static_cast<void>(connect(socket, to, sizeof address));  // still under way
        sockets_.push_back(socket);
    }
}

SilentPort::~SilentPort() {
    for (const int socket : sockets_) {
        ::close(socket);
    }
}

}  // namespace support
