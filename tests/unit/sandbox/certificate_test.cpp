#include "tests/sandbox/certificate.hpp"

#include <catch2/catch.hpp>
#include <openssl/x509v3.h>

using namespace sandbox;

namespace {

bool verifies(const Identity& leaf, const Identity& authority) {
    const std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>> store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), authority.certificate.get());
    const std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>> check(X509_STORE_CTX_new()
    );
    X509_STORE_CTX_init(check.get(), store.get(), leaf.certificate.get(), nullptr);
    return X509_verify_cert(check.get()) == 1;
}

}  // namespace

TEST_CASE("a leaf verifies against its own authority only, and for its names only") {
    const Identity authority = make_authority();
    const Identity other = make_authority();
    const Identity leaf = make_leaf(authority, "DNS:localhost,IP:127.0.0.1,DNS:*.tt.omtrdc.net");
    CHECK(verifies(leaf, authority));
    CHECK_FALSE(verifies(leaf, other));
    X509* certificate = leaf.certificate.get();
    CHECK(X509_check_host(certificate, "mboxedge35.tt.omtrdc.net", 0, 0, nullptr) == 1);
    CHECK(X509_check_host(certificate, "localhost", 0, 0, nullptr) == 1);
    CHECK(X509_check_host(certificate, "a.example.com", 0, 0, nullptr) == 0);
    CHECK(X509_check_ip_asc(certificate, "127.0.0.1", 0) == 1);
    CHECK(X509_check_ip_asc(certificate, "10.0.0.1", 0) == 0);
}

TEST_CASE("a PEM holds a certificate and no key") {
    const std::string text = pem(make_authority().certificate);
    CHECK_THAT(text, Catch::StartsWith("-----BEGIN CERTIFICATE-----"));
    CHECK_THAT(text, !Catch::Contains("PRIVATE"));
}

TEST_CASE("names that OpenSSL does not understand are an error") {
    const Identity authority = make_authority();
    CHECK_THROWS_AS(make_leaf(authority, "IP:nonsense"), std::runtime_error);
}
