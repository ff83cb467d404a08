// Whether a plugin's process dies too often to go on as if nothing were. Owned by one Delivery,
// host thread; pure.
#pragma once

#include "host/delivery/moment.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>

namespace host {

// A death that found its record is explained and counts no more: a file with many poison records is
// slow, not stuck.
class PluginDeaths {
public:
    static constexpr std::size_t most =
        5;  // within `window`, or in a row without a verdict in between
    static constexpr Time window = std::chrono::seconds{60};

    // True if that was one too many.
    bool died(Time now);
    void explained();
    void answered() { in_row_ = 0; }  // a verdict came

    std::uint64_t in_row() const { return in_row_; }

private:
    std::deque<Time> recent_;
    std::uint64_t in_row_ = 0;
};

}  // namespace host
