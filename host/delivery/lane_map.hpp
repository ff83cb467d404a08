// From a user's key to the ends of that user's lane: an open-addressing hash map. Owned by Lanes,
// host thread.
#pragma once

#include "host/delivery/update.hpp"

#include <cstddef>
#include <vector>

namespace host {

struct Lane {
    UserKey key = 0;  // 0: a free place of the map
    Update* first = nullptr;
    Update* last = nullptr;
};

// Linear probing over a power of two, at most half full; taking out closes the gap, so nothing is
// left behind. Keys are hashes already. A Lane& is good until the next call.
class LaneMap {
public:
    // The lane of that key, new and empty if there was none. key != 0.
    Lane& find_or_add(UserKey key);

    // Null if there is none.
    Lane* find(UserKey key);

    void erase(Lane& lane);

    std::size_t size() const { return size_; }

private:
    std::size_t home(UserKey key) const;
    std::size_t place_of(UserKey key) const;  // where it is or would be
    void grow();

    std::vector<Lane> places_;
    std::size_t size_ = 0;
    unsigned shift_ = 64;  // 64 - log2 of the number of places
};

}  // namespace host
