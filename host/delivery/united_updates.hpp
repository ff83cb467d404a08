// Updates that were united into a newer one of their user, and share its fate. Owned by one
// Delivery, host thread.
#pragma once

#include "host/delivery/fates.hpp"
#include "host/delivery/update.hpp"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace host {

// What is known of an update that has left its place to a newer one.
struct OlderUpdate {
    Fates::Ticket ticket = 0;
    std::uint32_t sub = 0;
    std::uint32_t attempts = 0;
    bool maybe_delivered = false;
};

// They stay pending until the newer one is final: their attributes are nowhere else, so a crash
// must read them again.
class UnitedUpdates {
public:
    bool empty() const { return into_.empty(); }
    std::size_t size() const { return size_; }

    void add(const Update& into, const OlderUpdate& older) {
        into_[&into].push_back(older);
        ++size_;
    }

    // In the order in which they came; empty if there are none.
    std::vector<OlderUpdate> take(const Update& into) {
        auto node = into_.extract(&into);
        if (node.empty()) {
            return {};
        }
        size_ -= node.mapped().size();
        return std::move(node.mapped());
    }

private:
    std::unordered_map<const Update*, std::vector<OlderUpdate>> into_;
    std::size_t size_ = 0;
};

}  // namespace host
