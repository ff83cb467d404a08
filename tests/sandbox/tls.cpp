#include "tests/sandbox/tls.hpp"

#include "tests/sandbox/certificate.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <stdexcept>

namespace sandbox {
namespace {

constexpr const char* names = "DNS:localhost,IP:127.0.0.1,IP:::1,DNS:*.tt.omtrdc.net";

using Context = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;

/// One record is read in one go (read ahead); tickets are off, so that a handshake ends with its
/// last message.
void tune(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(
        context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE
    );
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_ciphersuites(
        context, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
    );
}

/// What a failed call wants. The caller has cleared OpenSSL's error queue before the call.
Io wanted(SSL* session, int result) {
    switch (SSL_get_error(session, result)) {
    case SSL_ERROR_WANT_READ:
        return Io::wants_read;
    case SSL_ERROR_WANT_WRITE:
        return Io::wants_write;
    default:
        return Io::closed;
    }
}

}  // namespace

struct TlsContext::Inside {
    Context context;
    std::string ca_pem;
};

TlsContext::TlsContext() : inside_(std::make_unique<Inside>()) {
    const Identity authority = make_authority();
    const Identity leaf = make_leaf(authority, names);
    inside_->ca_pem = pem(authority.certificate);
    inside_->context.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX* context = inside_->context.get();
    const bool is_ready = context != nullptr &&
                          SSL_CTX_use_certificate(context, leaf.certificate.get()) == 1 &&
                          SSL_CTX_use_PrivateKey(context, leaf.key.get()) == 1;
    if (!is_ready) {
        throw std::runtime_error("TLS: expected OpenSSL to take the server's certificate");
    }
    tune(context);
}

TlsContext::~TlsContext() = default;

const std::string& TlsContext::ca_pem() const {
    return inside_->ca_pem;
}

struct TlsSession::Inside {
    std::unique_ptr<SSL, FreeWith<SSL_free>> ssl;
};

TlsSession::TlsSession(TlsContext& context, int socket) : inside_(std::make_unique<Inside>()) {
    inside_->ssl.reset(SSL_new(context.inside_->context.get()));
    SSL* ssl = inside_->ssl.get();
    if (ssl == nullptr || SSL_set_fd(ssl, socket) != 1) {
        throw std::runtime_error("TLS: expected OpenSSL to make a session");
    }
    SSL_set_accept_state(ssl);
}

TlsSession::~TlsSession() = default;

Io TlsSession::handshake() {
    ERR_clear_error();
    const int result = SSL_do_handshake(inside_->ssl.get());
    return result == 1 ? Io::done : wanted(inside_->ssl.get(), result);
}

Moved TlsSession::read(std::span<char> to) {
    ERR_clear_error();
    std::size_t size = 0;
    const int result = SSL_read_ex(inside_->ssl.get(), to.data(), to.size(), &size);
    return {.state = result == 1 ? Io::done : wanted(inside_->ssl.get(), result), .size = size};
}

Moved TlsSession::write(std::string_view from) {
    ERR_clear_error();
    std::size_t size = 0;
    const int result = SSL_write_ex(inside_->ssl.get(), from.data(), from.size(), &size);
    return {.state = result == 1 ? Io::done : wanted(inside_->ssl.get(), result), .size = size};
}

bool TlsSession::has_pending() const {
    return SSL_has_pending(inside_->ssl.get()) == 1;
}

void TlsSession::close_notify() {
    ERR_clear_error();
    if (SSL_is_init_finished(inside_->ssl.get()) == 1) {
        SSL_shutdown(inside_->ssl.get());
    }
}

}  // namespace sandbox
