// Updates that may be sent, in order: an intrusive queue. Owned by one Delivery, host thread.
#pragma once

#include "host/delivery/update.hpp"

#include <cstddef>

namespace host {

// An update is in one queue at most; it must not go away while it is in.
class UpdateQueue {
public:
    bool empty() const { return first_ == nullptr; }
    std::size_t size() const { return size_; }
    Update* front() const { return first_; }

    void push_back(Update& update) {
        update.next = nullptr;
        (last_ == nullptr ? first_ : last_->next) = &update;
        last_ = &update;
        ++size_;
    }

    // For what was sent before and is to go first again.
    void push_front(Update& update) {
        update.next = first_;
        first_ = &update;
        if (last_ == nullptr) {
            last_ = &update;
        }
        ++size_;
    }

    void pop_front() {
        first_ = first_->next;
        if (first_ == nullptr) {
            last_ = nullptr;
        }
        --size_;
    }

private:
    Update* first_ = nullptr;
    Update* last_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace host
