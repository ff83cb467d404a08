#include "tests/support/test_authority.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace support {

namespace {

constexpr long hour = 60 * 60;

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using Memory = std::unique_ptr<BIO, FreeBio>;

std::string text_of(const Memory& memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
    const Memory memory{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(memory.get(), certificate);
    return text_of(memory);
}

std::string pem_of(EVP_PKEY* key) {
    const Memory memory{BIO_new(BIO_s_mem())};
    PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(memory);
}

void add_extension(X509* certificate, int kind, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    if (extension == nullptr) {
        throw std::runtime_error("OpenSSL does not take the extension " + value);
    }
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

std::string alternative_names(const Subject& subject) {
    std::string names;
    for (const std::string& name : subject.dns_names) {
        names += (names.empty() ? "DNS:" : ",DNS:") + name;
    }
    for (const std::string& address : subject.addresses) {
        names += (names.empty() ? "IP:" : ",IP:") + address;
    }
    return names;
}

// A certificate without extensions, not signed yet.
X509* blank(EVP_PKEY* key, const char* common_name, bool has_expired) {
    static std::atomic<long> serial{1};
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -2 * hour);
    X509_gmtime_adj(X509_getm_notAfter(certificate), has_expired ? -hour : 24 * hour);
    X509_set_pubkey(certificate, key);
    const auto* name = reinterpret_cast<const unsigned char*>(common_name);
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, name, -1, -1, 0);
    return certificate;
}

std::filesystem::path fresh_file() {
    std::string path = std::filesystem::temp_directory_path() / "test-ca-XXXXXX";
    const int file = mkstemp(path.data());
    if (file < 0) {
        throw std::runtime_error("cannot make a temporary file like " + path);
    }
    close(file);
    return path;
}

}  // namespace

void TestAuthority::Free::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}

void TestAuthority::Free::operator()(x509_st* certificate) const {
    X509_free(certificate);
}

TestAuthority::TestAuthority()
    : key_{EVP_EC_gen("P-256")},
      certificate_{blank(key_.get(), "Test Authority", false)}, ca_file_{fresh_file()} {
    X509* own = certificate_.get();
    X509_set_issuer_name(own, X509_get_subject_name(own));
    add_extension(own, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(own, NID_key_usage, "critical,keyCertSign");
    X509_sign(own, key_.get(), EVP_sha256());
    std::ofstream{ca_file_} << pem_of(own);
}

TestAuthority::~TestAuthority() {
    std::error_code ignored;
    std::filesystem::remove(ca_file_, ignored);
}

Identity TestAuthority::issue(const Subject& subject) const {
    const std::unique_ptr<EVP_PKEY, Free> key{EVP_EC_gen("P-256")};
    const std::unique_ptr<X509, Free> issued{blank(key.get(), "test", subject.has_expired)};
    X509_set_issuer_name(issued.get(), X509_get_subject_name(certificate_.get()));
    const std::string names = alternative_names(subject);
    if (!names.empty()) {
        add_extension(issued.get(), NID_subject_alt_name, names);
    }
    X509_sign(issued.get(), key_.get(), EVP_sha256());
    return {pem_of(issued.get()), pem_of(key.get())};
}

}  // namespace support
