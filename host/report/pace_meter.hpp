// How fast a pipeline gets on, from one look at its numbers to the next. Asked by the progress line
// and the status, on the host thread; pure, the time is an argument.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace host {

// What is derived from two looks at the same pipeline.
struct Pace {
    double updates_per_second = 0;
    double bytes_per_second = 0;
};

// Forgets what is older than a few times 5 s, so that a stall shows soon but one slow reply does
// not.
class PaceMeter {
public:
    // `updates` are final, `bytes` read, since whenever; `now` of any clock that only goes forward.
    // Zero at the first look.
    Pace look(std::chrono::milliseconds now, std::uint64_t updates, std::uint64_t bytes);

private:
    struct Look {
        std::chrono::milliseconds at{0};
        std::uint64_t updates = 0;
        std::uint64_t bytes = 0;
    };
    std::optional<Look> last_;
    std::optional<Pace> pace_;
};

}  // namespace host
