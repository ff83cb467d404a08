#include "host/delivery/lane_map.hpp"

#include <bit>
#include <utility>

namespace host {
namespace {

constexpr std::size_t first_places = 64;

}  // namespace

// The high bits of the product with 2^64 / golden ratio: keys that differ anywhere get apart.
std::size_t LaneMap::home(UserKey key) const {
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> shift_);
}

std::size_t LaneMap::place_of(UserKey key) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t place = home(key);
    while (places_[place].key != 0 && places_[place].key != key) {
        place = (place + 1) & mask;
    }
    return place;
}

Lane& LaneMap::find_or_add(UserKey key) {
    if ((size_ + 1) * 2 > places_.size()) {
        grow();
    }
    Lane& lane = places_[place_of(key)];
    if (lane.key == 0) {
        lane.key = key;
        ++size_;
    }
    return lane;
}

Lane* LaneMap::find(UserKey key) {
    if (places_.empty()) {
        return nullptr;
    }
    Lane& lane = places_[place_of(key)];
    return lane.key == 0 ? nullptr : &lane;
}

// Those behind the gap move into it unless that would be before their home (Knuth, 6.4, algorithm
// R).
void LaneMap::erase(Lane& lane) {
    const std::size_t mask = places_.size() - 1;
    auto gap = static_cast<std::size_t>(&lane - places_.data());
    for (std::size_t at = (gap + 1) & mask; places_[at].key != 0; at = (at + 1) & mask) {
        const std::size_t from_home = (at - home(places_[at].key)) & mask;
        const std::size_t from_gap = (at - gap) & mask;
        if (from_home >= from_gap) {
            places_[gap] = places_[at];
            gap = at;
        }
    }
    places_[gap] = Lane{};
    --size_;
}

void LaneMap::grow() {
    const std::size_t count = places_.empty() ? first_places : places_.size() * 2;
    const std::vector<Lane> old = std::exchange(places_, std::vector<Lane>(count));
    shift_ = 64U - static_cast<unsigned>(std::countr_zero(count));
    for (const Lane& lane : old) {
        if (lane.key != 0) {
            places_[place_of(lane.key)] = lane;
        }
    }
}

}  // namespace host
