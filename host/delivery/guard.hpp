// Stops a run whose every update is refused for the same reason, before a whole file has become
// rejects. One per run of a pipeline, host thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace host {

// Counts final fates of updates that were sent. What failed before (a line that cannot be parsed)
// is no answer of the destination and does not count.
class Guard {
public:
    // Stops if the first `first` fates of the run, or any `in_row` in a row, are rejects with one
    // code. 0: never.
    Guard(std::uint32_t first, std::uint32_t in_row) : first_{first}, in_row_{in_row} {}

    void delivered() {
        any_other_ = true;
        alike_ = 0;
    }
    void rejected(std::string_view code, std::string_view message);

    // Why the run must stop, for people; stays once it is set.
    const std::optional<std::string>& stop() const { return stop_; }

private:
    std::uint32_t first_;
    std::uint32_t in_row_;
    bool any_other_ = false;   // a delivery, or a second code, came since the start
    std::uint32_t alike_ = 0;  // rejects in a row with code_
    std::string code_;
    std::optional<std::string> stop_;
};

}  // namespace host
