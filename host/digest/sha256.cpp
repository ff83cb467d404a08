#include "host/digest/sha256.hpp"

#include "host/record/file_descriptor.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <new>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace host {
namespace {

constexpr std::size_t read_block_bytes = 64 << 10;

EVP_MD_CTX* as_md(void* context) {
    return static_cast<EVP_MD_CTX*>(context);
}

void must(int ok) {
    if (ok != 1) {
        throw std::runtime_error{"OpenSSL could not compute a SHA-256"};
    }
}

Problem unreadable(const std::string& what) {
    return Problem{
        "expected to read " + what + ": " +
        std::error_code{errno, std::generic_category()}.message()};
}

}  // namespace

HexDigest to_hex(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    HexDigest hex{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        hex[2 * i] = digits[digest[i] >> 4U];
        hex[2 * i + 1] = digits[digest[i] & 15U];
    }
    return hex;
}

void Sha256::Free::operator()(void* context) const {
    EVP_MD_CTX_free(as_md(context));
}

Sha256::Sha256() : context_{EVP_MD_CTX_new()} {
    if (!context_) {
        throw std::bad_alloc{};
    }
    // The context takes its own reference to what was fetched.
    const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> fetched{
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
    must(fetched ? 1 : 0);
    must(EVP_DigestInit_ex2(as_md(context_.get()), fetched.get(), nullptr));
}

void Sha256::update(std::string_view bytes) {
    must(EVP_DigestUpdate(as_md(context_.get()), bytes.data(), bytes.size()));
}

Digest Sha256::finish() {
    Digest digest{};
    must(EVP_DigestFinal_ex(as_md(context_.get()), digest.data(), nullptr));
    must(EVP_DigestInit_ex2(as_md(context_.get()), nullptr, nullptr));
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    return std::string{to_view(to_hex(Sha256{}.of(bytes)))};
}

sluice::Result<std::string, Problem> sha256_of_file(int fd) {
    return sha256_of_head(fd, std::numeric_limits<std::uint64_t>::max());
}

sluice::Result<std::string, Problem> sha256_of_file(const std::string& path) {
    const FileDescriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file) {
        return unreadable(path);
    }
    auto hash = sha256_of_file(file.get());
    return hash ? std::move(hash) : unreadable(path);
}

sluice::Result<std::string, Problem> sha256_of_head(int fd, std::uint64_t bytes) {
    Sha256 sha;
    const std::unique_ptr<char[]> block{new char[read_block_bytes]};
    std::uint64_t done = 0;
    while (done < bytes) {
        const auto wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(bytes - done, read_block_bytes));
        const ssize_t got = pread(fd, block.get(), wanted, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return unreadable("the file to hash");
        }
        if (got == 0) {
            break;
        }
        sha.update({block.get(), static_cast<std::size_t>(got)});
        done += static_cast<std::uint64_t>(got);
    }
    return std::string{to_view(to_hex(sha.finish()))};
}

}  // namespace host
