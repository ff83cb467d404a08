// SHA-256 of texts and files, over OpenSSL's EVP. Called by host/source, host/mapping, host/plugin
// and run, on any thread; one object by one thread at a time.
#pragma once

#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace host {

using Digest = std::array<unsigned char, 32>;
using HexDigest = std::array<char, 64>;

HexDigest to_hex(const Digest& digest);  // lower-case
inline std::string_view to_view(const HexDigest& hex) {
    return {hex.data(), hex.size()};
}

// Incremental, and reused: finish() makes it ready for the next text. The algorithm is looked up
// once per object, since a look-up costs more than the hash of a short text. Throws
// std::runtime_error if OpenSSL cannot (no memory).
class Sha256 {
public:
    Sha256();

    void update(std::string_view bytes);
    Digest finish();

    Digest of(std::string_view bytes) {
        update(bytes);
        return finish();
    }

private:
    struct Free {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Free> context_;  // EVP_MD_CTX
};

// In hex. For texts that come seldom: it makes an object of its own.
std::string sha256_hex(std::string_view bytes);

// In hex, of the whole file, whatever the descriptor's position (which does not change). Blocks on
// the disk.
sluice::Result<std::string, Problem> sha256_of_file(int fd);
sluice::Result<std::string, Problem> sha256_of_file(const std::string& path);

// In hex, of the first `bytes` of the file; of the whole if it is shorter.
sluice::Result<std::string, Problem> sha256_of_head(int fd, std::uint64_t bytes);

}  // namespace host
