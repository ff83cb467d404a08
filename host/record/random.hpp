// Chance as an argument: a small seeded generator. Each owner has one of its own; any thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace host {

// The same seed gives the same numbers on every machine. Not for secrets. Steele, Lea, Flood: "Fast
// splittable pseudorandom number generators" (SplitMix64).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    // Uniform in [0, most]; 0 if most is negative.
    std::chrono::nanoseconds up_to(std::chrono::nanoseconds most) {
        if (most.count() <= 0) {
            return std::chrono::nanoseconds{0};
        }
        const std::uint64_t drawn = next() % (static_cast<std::uint64_t>(most.count()) + 1);
        return std::chrono::nanoseconds{static_cast<std::chrono::nanoseconds::rep>(drawn)};
    }

    // Uniform in [0, 1).
    double fraction() {
        constexpr double steps = 1.0 / static_cast<double>(std::uint64_t{1} << 53U);
        return static_cast<double>(next() >> 11U) * steps;
    }

private:
    std::uint64_t state_;
};

}  // namespace host
