#include <sluice/http/hmac_sha256.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace sluice::http {

std::string hmac_sha256(std::string_view key, std::string_view message) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(message.data());
    // A key of no bytes still has to be one.
    const char* const key_bytes = key.empty() ? "" : key.data();
    if (HMAC(
            EVP_sha256(),
            key_bytes,
            static_cast<int>(key.size()),
            bytes,
            message.size(),
            digest.data(),
            &size
        ) == nullptr) {
        throw std::runtime_error("expected OpenSSL to know SHA-256, found that it does not");
    }
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += hex[digest[i] >> 4U];
        text += hex[digest[i] & 15U];
    }
    return text;
}

}  // namespace sluice::http
