// How many requests are answered truly at a time; the router refuses the others. The server's
// thread.
#pragma once

#include <cstdint>

namespace sandbox {

class Capacity {
public:
    /// 0: any number.
    explicit Capacity(std::uint64_t most) : most_(most) {}

    void set(std::uint64_t most) { most_ = most; }

    /// Takes a place for a request, if one is free. Whoever has one gives it back once.
    bool enter() {
        const bool is_free = most_ == 0 || taken_ < most_;
        taken_ += is_free ? 1 : 0;
        return is_free;
    }
    void leave() { --taken_; }

private:
    std::uint64_t most_;
    std::uint64_t taken_ = 0;
};

}  // namespace sandbox
