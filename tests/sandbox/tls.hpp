// TLS for the server: a certificate authority made at start, and sessions on non-blocking sockets
// (OpenSSL).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace sandbox {

/// How one attempt to move bytes ended.
enum class Io : std::uint8_t {
    done,
    wants_read,   ///< try again when the socket can be read
    wants_write,  ///< try again when it can be written
    closed        ///< by the other side, or broken
};

struct Moved {
    Io state = Io::closed;
    std::size_t size = 0;  ///< bytes, with Io::done
};

/// A certificate authority and a server certificate signed by it (EC P-256), valid for localhost,
/// 127.0.0.1, ::1 and
/// *.tt.omtrdc.net. Keys live in memory only and end with the program. std::runtime_error when
/// OpenSSL fails.
class TlsContext {
public:
    TlsContext();
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    /// The CA's certificate, which clients have to trust.
    const std::string& ca_pem() const;

private:
    friend class TlsSession;
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// The server's side of one connection. Never waits: the caller does, as the result says.
class TlsSession {
public:
    /// `socket`: non-blocking, stays the caller's.
    TlsSession(TlsContext& context, int socket);
    ~TlsSession();
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;

    Io handshake();
    Moved read(std::span<char> to);
    Moved write(std::string_view from);
    /// Whether bytes were read from the socket that read() has not given out yet.
    bool has_pending() const;
    /// Says goodbye if that is possible at once.
    void close_notify();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace sandbox
