#include "sdk/http/tls.hpp"

#include "sdk/http/certificate.hpp"
#include "sdk/http/endpoint_name.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <new>
#include <stdexcept>

namespace sluice::http {

namespace {

// A BIO over a Wire: it reads from the wire's buffer and sends at once. OpenSSL's own socket BIO
// would cost two system calls a record and raise SIGPIPE.
Wire& wire_of(BIO* bio) {
    return *static_cast<Wire*>(BIO_get_data(bio));
}

int read_from_wire(BIO* bio, char* to, int size) {
    BIO_clear_retry_flags(bio);
    Buffer& in = wire_of(bio).in;
    if (in.empty()) {
        BIO_set_retry_read(bio);
        return -1;
    }
    const std::size_t count = std::min(in.size(), static_cast<std::size_t>(size));
    std::memcpy(to, in.data().data(), count);
    in.consume(count);
    return static_cast<int>(count);
}

int write_to_wire(BIO* bio, const char* from, int size) {
    BIO_clear_retry_flags(bio);
    std::string_view rest{from, static_cast<std::size_t>(size)};
    const Step step = wire_of(bio).send(rest);
    const int sent = size - static_cast<int>(rest.size());
    if (sent > 0) {
        return sent;
    }
    if (step == Step::want_write) {
        BIO_set_retry_write(bio);
    }
    return -1;
}

long control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;  // nothing is held back here
}

int create(BIO* bio) {
    BIO_set_init(bio, 1);
    return 1;
}

bool is_address(const std::string& host) {
    unsigned char address[sizeof(in6_addr)];
    return inet_pton(AF_INET, host.c_str(), address) == 1 ||
           inet_pton(AF_INET6, host.c_str(), address) == 1;
}

std::string reason(unsigned long error) {
    const char* text = ERR_reason_error_string(error);
    return text != nullptr ? text : "no reason given";
}

// In words where OpenSSL's own ("tlsv1 alert protocol version") leave an operator in the dark.
std::string tls_reason(unsigned long error) {
    const int code = ERR_GET_REASON(error);
    const bool is_too_old =
        ERR_GET_LIB(error) == ERR_LIB_SSL &&
        (code == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION || code == SSL_R_UNSUPPORTED_PROTOCOL);
    return is_too_old ? "expected TLS 1.2 or newer, found a server that speaks an older version "
                        "only (" +
                            reason(error) + ")"
                      : reason(error);
}

// The names of a certificate are at hand while it is judged only: keeps those that do not match for
// the session's error message.
int keep_names(int verified, X509_STORE_CTX* store) {
    const int error = X509_STORE_CTX_get_error(store);
    const bool is_other =
        error == X509_V_ERR_HOSTNAME_MISMATCH || error == X509_V_ERR_IP_ADDRESS_MISMATCH;
    const X509* certificate = X509_STORE_CTX_get_current_cert(store);
    if (verified == 0 && is_other && certificate != nullptr) {
        const int index = SSL_get_ex_data_X509_STORE_CTX_idx();
        auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, index));
        *static_cast<std::string*>(SSL_get_app_data(ssl)) = names_in(*certificate);
    }
    return verified;
}

template <class T>
T* demand(T* object) {
    if (object == nullptr) {
        throw std::bad_alloc{};
    }
    return object;
}

}  // namespace

void TlsContext::Free::operator()(ssl_ctx_st* context) const {
    SSL_CTX_free(context);
}

void TlsContext::Free::operator()(bio_method_st* method) const {
    BIO_meth_free(method);
}

void TlsSession::Free::operator()(ssl_st* session) const {
    SSL_free(session);
}

TlsContext::TlsContext(std::string ca_file)
    : ca_file_{std::move(ca_file)}, context_{demand(SSL_CTX_new(TLS_client_method()))},
      wire_method_{demand(BIO_meth_new(BIO_TYPE_SOURCE_SINK, "sluice wire"))} {
    BIO_meth_set_read(wire_method_.get(), read_from_wire);
    BIO_meth_set_write(wire_method_.get(), write_to_wire);
    BIO_meth_set_ctrl(wire_method_.get(), control);
    BIO_meth_set_create(wire_method_.get(), create);

    SSL_CTX* context = context_.get();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, keep_names);
    ERR_clear_error();
    const int trusted = ca_file_.empty() ? SSL_CTX_set_default_verify_paths(context)
                                         : SSL_CTX_load_verify_file(context, ca_file_.c_str());
    if (trusted != 1) {
        const std::string found = reason(ERR_peek_last_error());
        ERR_clear_error();
        throw std::runtime_error(
            "expected certificates in PEM in " + trust() + ", found: " + found
        );
    }
}

std::string TlsContext::trust() const {
    return ca_file_.empty() ? "the system's certificate authorities" : "the CA file " + ca_file_;
}

TlsSession::TlsSession(const TlsContext& context, const Endpoint& endpoint, Wire& wire)
    : context_{context}, endpoint_{endpoint}, wire_{wire}, ssl_{demand(SSL_new(context.context_.get(
                                                           )))} {
    SSL* ssl = ssl_.get();
    BIO* bio = demand(BIO_new(context.wire_method_.get()));
    BIO_set_data(bio, &wire);
    SSL_set_bio(ssl, bio, bio);
    SSL_set_app_data(ssl, &certificate_names_);
    SSL_set_connect_state(ssl);
    int named = 0;
    if (is_address(endpoint.host)) {
        named = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), endpoint.host.c_str());
    } else {
        SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        named = SSL_set1_host(ssl, endpoint.host.c_str()) == 1 &&
                        SSL_set_tlsext_host_name(ssl, endpoint.host.c_str()) == 1
                    ? 1
                    : 0;
    }
    if (named != 1) {
        throw std::invalid_argument("expected a host name or an address, found " + endpoint.host);
    }
}

Step TlsSession::handshake() {
    ERR_clear_error();
    return judge(SSL_do_handshake(ssl_.get()), "in the TLS handshake");
}

Step TlsSession::write(std::string_view bytes) {
    ERR_clear_error();
    std::size_t size = 0;
    return judge(
        SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &size), "while sending the request"
    );
}

Step TlsSession::read(Buffer& plain) {
    ERR_clear_error();
    constexpr std::size_t least_room = 4096;
    const auto room = plain.room(least_room);
    std::size_t size = 0;
    const int result = SSL_read_ex(ssl_.get(), room.data(), room.size(), &size);
    plain.append(size);
    return judge(result, "while reading the reply");
}

Step TlsSession::judge(int result, std::string_view doing) {
    if (result == 1) {
        return Step::done;
    }
    const int error = SSL_get_error(ssl_.get(), result);
    switch (error) {
    case SSL_ERROR_WANT_READ:
        return Step::want_read;
    case SSL_ERROR_WANT_WRITE:
        return Step::want_write;
    case SSL_ERROR_ZERO_RETURN:
        return Step::ended;
    default:
        conclude(error, doing);
        return Step::failed;
    }
}

void TlsSession::conclude(int error, std::string_view doing) {
    const std::string where = name_of(endpoint_);
    const long verified = SSL_get_verify_result(ssl_.get());
    if (verified != X509_V_OK) {
        failure_.kind = Failure::Kind::certificate;
        failure_.message = "the certificate of " + where + " does not verify: expected one for \"" +
                           endpoint_.host + "\" that " + context_.trust() +
                           " vouches for, found: " + X509_verify_cert_error_string(verified);
        if (!certificate_names_.empty()) {
            failure_.message += " (it is for " + certificate_names_ + ")";
        }
    } else if (error == SSL_ERROR_SYSCALL) {
        failure_.kind = Failure::Kind::reset;
        failure_.message =
            where + ": the connection broke " + std::string{doing} + ": " + wire_.error().message();
    } else {
        failure_.kind = Failure::Kind::tls;
        failure_.message =
            where + ": TLS failed " + std::string{doing} + ": " + tls_reason(ERR_peek_error());
    }
    ERR_clear_error();
}

}  // namespace sluice::http
