// Updates that wait for the time of their next attempt. One per pipeline, host thread.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/delivery/update.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace host {

// A heap by due time; equal times in the order they came.
class RetrySchedule {
public:
    void push(Update& update, Time due);

    // The one that has been due longest; null if none is.
    Update* pop_due(Time now);

    std::optional<Time> next_due() const;
    std::size_t size() const { return heap_.size(); }

private:
    struct Entry {
        Time due;
        std::uint64_t arrival;
        Update* update;
    };
    static bool is_later(const Entry& a, const Entry& b);

    std::vector<Entry> heap_;
    std::uint64_t arrivals_ = 0;
};

}  // namespace host
