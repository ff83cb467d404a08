// TLS over a Wire: what is trusted, and one session with one endpoint. OpenSSL is seen by tls.cpp
// and certificate.cpp alone. On the io_context's thread.
#pragma once

#include "sdk/http/wire.hpp"

#include <sluice/http/endpoint.hpp>
#include <sluice/http/failure.hpp>

#include <memory>
#include <string>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;
struct bio_method_st;

namespace sluice::http {

// What every session of a client shares: TLS 1.2 or newer, and who vouches for certificates.
class TlsContext {
public:
    // `ca_file` is PEM, "" for the system's certificates. Throws std::runtime_error that says what
    // is wrong with it.
    explicit TlsContext(std::string ca_file);

    // "the CA file /etc/ca.pem" or "the system's certificate authorities".
    std::string trust() const;

private:
    friend class TlsSession;
    struct Free {
        void operator()(ssl_ctx_st* context) const;
        void operator()(bio_method_st* method) const;
    };
    std::string ca_file_;
    std::unique_ptr<ssl_ctx_st, Free> context_;
    std::unique_ptr<bio_method_st, Free> wire_method_;
};

// The client's side of one TLS connection. Every call goes as far as it can without waiting.
class TlsSession {
public:
    // Names the host by SNI unless it is a literal address, and will have its certificate carry it.
    // `context` and `wire` outlive the session.
    TlsSession(const TlsContext& context, const Endpoint& endpoint, Wire& wire);
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;
    ~TlsSession() = default;

    Step handshake();
    // Writes all of `bytes`. After want_read or want_write: again, with the same bytes.
    Step write(std::string_view bytes);
    // Decrypts what the wire has: done if `plain` grew, ended after a close_notify.
    Step read(Buffer& plain);

    // Why the last call failed. The kind is certificate, tls or reset; `written` is left to others.
    const Failure& failure() const { return failure_; }

private:
    Step judge(int result, std::string_view doing);
    void conclude(int error, std::string_view doing);

    struct Free {
        void operator()(ssl_st* session) const;
    };
    const TlsContext& context_;
    const Endpoint& endpoint_;
    Wire& wire_;
    std::string certificate_names_;  // those that did not match
    Failure failure_;
    std::unique_ptr<ssl_st, Free> ssl_;
};

}  // namespace sluice::http
