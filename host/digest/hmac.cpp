#include "host/digest/hmac.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <new>
#include <stdexcept>

namespace host {
namespace {

EVP_MAC_CTX* as_mac(void* context) {
    return static_cast<EVP_MAC_CTX*>(context);
}

void must(int ok) {
    if (ok != 1) {
        throw std::runtime_error{"OpenSSL could not compute an HMAC-SHA256"};
    }
}

}  // namespace

void HmacSha256::Free::operator()(void* context) const {
    EVP_MAC_CTX_free(as_mac(context));
}

HmacSha256::HmacSha256(std::string_view key) {
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> fetched{
        EVP_MAC_fetch(nullptr, "HMAC", nullptr), &EVP_MAC_free};
    must(fetched ? 1 : 0);
    context_.reset(EVP_MAC_CTX_new(fetched.get()));
    if (!context_) {
        throw std::bad_alloc{};
    }
    std::array<char, 7> digest{"SHA256"};
    const std::array<OSSL_PARAM, 2> params{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    // A null key would mean "the key of before": an empty one is passed as a pointer to no bytes.
    const char* bytes = key.empty() ? "" : key.data();
    must(EVP_MAC_init(
        as_mac(context_.get()),
        reinterpret_cast<const unsigned char*>(bytes),
        key.size(),
        params.data()
    ));
}

void HmacSha256::update(std::string_view bytes) {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    must(EVP_MAC_update(as_mac(context_.get()), data, bytes.size()));
}

Digest HmacSha256::finish() {
    Digest digest{};
    std::size_t size = 0;
    must(EVP_MAC_final(as_mac(context_.get()), digest.data(), &size, digest.size()));
    must(EVP_MAC_init(as_mac(context_.get()), nullptr, 0, nullptr));
    return digest;
}

}  // namespace host
