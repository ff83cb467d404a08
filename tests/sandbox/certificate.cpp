#include "tests/sandbox/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>

namespace sandbox {
namespace {

/// Tests move the clock by years; a certificate that ends would only get in their way.
constexpr long lifetime = 60L * 60 * 24 * 365 * 10;

void require(bool is_good, const char* step) {
    if (!is_good) {
        std::array<char, 256> reason{};
        ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
        throw std::runtime_error(
            std::string("TLS: expected OpenSSL to ") + step + ", found " + reason.data()
        );
    }
}

void set_name(X509* certificate, const char* common_name) {
    X509_NAME* name = X509_get_subject_name(certificate);
    const auto* text = reinterpret_cast<const unsigned char*>(common_name);
    require(
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1, "set a name"
    );
}

void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())
    );
    require(extension != nullptr, "make an extension");
    require(X509_add_ext(certificate, extension.get(), -1) == 1, "add an extension");
}

/// Key, version, serial number, validity and subject; what is left is issuer, extensions and
/// signature.
Identity begin(const char* common_name) {
    Identity made{PrivateKey(EVP_EC_gen("P-256")), Certificate(X509_new())};
    require(made.key != nullptr && made.certificate != nullptr, "make a P-256 key");
    X509* certificate = made.certificate.get();
    std::uint64_t serial = 0;
    require(
        RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1,
        "make a random serial number"
    );
    require(X509_set_version(certificate, 2) == 1, "set the version");
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), (serial >> 1U) + 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -lifetime);
    X509_gmtime_adj(X509_getm_notAfter(certificate), lifetime);
    require(X509_set_pubkey(certificate, made.key.get()) == 1, "set the public key");
    set_name(certificate, common_name);
    return made;
}

void sign(X509* certificate, EVP_PKEY* key) {
    require(X509_sign(certificate, key, EVP_sha256()) != 0, "sign a certificate");
}

}  // namespace

Identity make_authority() {
    Identity made = begin("Adobe Target sandbox CA");
    X509* certificate = made.certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    extend(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    extend(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(certificate, certificate, NID_subject_key_identifier, "hash");
    sign(certificate, made.key.get());
    return made;
}

Identity make_leaf(const Identity& authority, const std::string& names) {
    Identity made = begin("Adobe Target sandbox");
    X509* certificate = made.certificate.get();
    X509* issuer = authority.certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    extend(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate, issuer, NID_key_usage, "critical,digitalSignature");
    extend(certificate, issuer, NID_ext_key_usage, "serverAuth");
    extend(certificate, issuer, NID_subject_key_identifier, "hash");
    extend(certificate, issuer, NID_authority_key_identifier, "keyid");
    extend(certificate, issuer, NID_subject_alt_name, names);
    sign(certificate, authority.key.get());
    return made;
}

std::string pem(const Certificate& certificate) {
    const std::unique_ptr<BIO, FreeWith<BIO_free_all>> memory(BIO_new(BIO_s_mem()));
    require(
        memory != nullptr && PEM_write_bio_X509(memory.get(), certificate.get()) == 1,
        "write a certificate"
    );
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace sandbox
