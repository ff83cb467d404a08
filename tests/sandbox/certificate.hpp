// Makes the sandbox's certificates (OpenSSL, EC P-256); for the TLS context only.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace sandbox {

/// Frees an OpenSSL object with the function that its type needs.
template <auto Free>
struct FreeWith {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;

/// A key and the certificate that names it.
struct Identity {
    PrivateKey key;
    Certificate certificate;
};

/// A self-signed certificate authority. std::runtime_error when OpenSSL fails.
Identity make_authority();

/// A server's certificate for `names` (`DNS:localhost,IP:127.0.0.1`), signed by the authority.
Identity make_leaf(const Identity& authority, const std::string& names);

/// The certificate as PEM.
std::string pem(const Certificate& certificate);

}  // namespace sandbox
