#include "host/delivery/breaker.hpp"

#include "host/delivery/rejection_of.hpp"

#include <algorithm>

namespace host {

bool is_channel_failure(sluice::Reason reason) {
    return reason == sluice::Reason::network || reason == sluice::Reason::timeout ||
           reason == sluice::Reason::server;
}

void Breaker::push(bool is_failure) {
    failures_ -= is_failure_[next_] ? 1 : 0;
    failures_ += is_failure ? 1 : 0;
    is_failure_[next_] = is_failure;
    next_ = (next_ + 1) % window;
    size_ = std::min(size_ + 1, window);
}

void Breaker::succeeded() {
    ++tally_.good;
    push(false);
}

void Breaker::failed(Update& update, const sluice::Outcome& outcome) {
    if (update.has_failed_to_arrive) {
        const std::uint64_t good = tally_.good - update.tally_then.good;
        const std::uint64_t bad = tally_.bad - update.tally_then.bad;
        update.fails_alone = update.fails_alone || good > bad;
    }
    last_ = outcome.message.empty() ? text_of(outcome) : outcome.message;
    if (!update.fails_alone) {
        ++tally_.bad;
        push(true);
    }
    update.has_failed_to_arrive = true;
    update.tally_then = tally_;
}

std::string Breaker::text() const {
    return std::to_string(failures_) + " of the last " + std::to_string(size_) +
           " requests failed; last: " + last_;
}

void Breaker::clear() {
    is_failure_.reset();
    next_ = 0;
    size_ = 0;
    failures_ = 0;
}

}  // namespace host
