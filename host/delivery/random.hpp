// Chance as an argument: a small seeded generator. Owned by one Delivery, host thread.
#pragma once

#include "host/delivery/moment.hpp"

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
    Time up_to(Time most) {
        if (most.count() <= 0) {
            return Time{0};
        }
        return Time{
            static_cast<Time::rep>(next() % (static_cast<std::uint64_t>(most.count()) + 1))};
    }

private:
    std::uint64_t state_;
};

}  // namespace host
