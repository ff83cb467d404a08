// Digests of text and a compact count per digest: how the sandbox remembers a million ids; any one
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sandbox {

/// A 64-bit digest, the same on every run and machine of one byte order. Two of 1,000,000 texts
/// share one by chance about once in 40,000 runs (n*n/2 divided by 2^64), which a test may ignore.
std::uint64_t digest(std::string_view text, std::uint64_t seed = 0);

/// Spreads the bits of a number; also a step of the random sequence of scripts.
std::uint64_t mix(std::uint64_t number);

/// How often each digest was seen. Open addressing, 16 bytes a slot, at most 70 % full: 1,000,000
/// digests take 32 MB.
class Tally {
public:
    /// Counts one more; gives the new count of this digest.
    std::uint32_t add(std::uint64_t key);
    std::uint32_t count(std::uint64_t key) const;
    std::size_t distinct() const { return distinct_; }
    /// How many additions were not the first of their digest.
    std::uint64_t repeats() const { return total_ - distinct_; }
    void clear();

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t count = 0;  ///< 0: free
    };

    std::size_t slot_of(std::uint64_t key) const;
    void grow();

    std::vector<Slot> slots_;
    std::size_t distinct_ = 0;
    std::uint64_t total_ = 0;
};

}  // namespace sandbox
