#include "host/delivery/retry_schedule.hpp"

#include <algorithm>

namespace host {

bool RetrySchedule::is_later(const Entry& a, const Entry& b) {
    return a.due != b.due ? a.due > b.due : a.arrival > b.arrival;
}

void RetrySchedule::push(Update& update, Time due) {
    heap_.push_back({due, arrivals_++, &update});
    std::push_heap(heap_.begin(), heap_.end(), is_later);
}

Update* RetrySchedule::pop_due(Time now) {
    if (heap_.empty() || heap_.front().due > now) {
        return nullptr;
    }
    std::pop_heap(heap_.begin(), heap_.end(), is_later);
    Update* update = heap_.back().update;
    heap_.pop_back();
    return update;
}

std::optional<Time> RetrySchedule::next_due() const {
    return heap_.empty() ? std::nullopt : std::optional{heap_.front().due};
}

}  // namespace host
