// Chance that a seed decides, the same on every machine. A value, any one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>

namespace chaos {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_{seed} {}

    // 0 to n - 1. The standard's distributions differ between libraries; this does not.
    std::uint64_t below(std::uint64_t n) { return engine_() % n; }
    bool one_in(std::uint64_t n) { return below(n) == 0; }
    template <class T, std::size_t N>
    const T& any_of(const std::array<T, N>& all) {
        return all.at(below(N));
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace chaos
