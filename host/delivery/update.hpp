// One update on its way: what the pieces of host/delivery hand around. Lives in an UpdateSlab, host
// thread.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/record/record.hpp"

#include <sluice/outcome.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace host {

struct Update;
class UpdateQueue;

// An update's place in one lane.
struct LaneSeat {
    Update* ahead = nullptr;
    Update* behind = nullptr;
};

// Requests of the account until some moment.
struct ChannelTally {
    std::uint64_t good = 0;  // answered for good
    std::uint64_t bad = 0;   // failed, by no record's fault
};

struct Update {
    enum class State : std::uint8_t { unused, waiting, ready, scheduled, in_flight };

    // The key of each lane it stands in; 0: none, and two equal keys were made one.
    UserKeys keys{};
    std::array<LaneSeat, 2> seats{};
    std::uint8_t lanes_behind = 0;  // lanes in which somebody stands ahead; ready at 0

    State state = State::unused;
    bool maybe_delivered = false;       // an attempt was written without an answer; sticks
    bool is_probe = false;              // this attempt decides whether a pause ends
    bool was_sent = false;              // first_sent holds
    bool has_failed = false;            // last_failure holds
    bool has_failed_to_arrive = false;  // tally_then holds
    bool fails_alone = false;  // between two of its failures the others' requests went well

    std::uint32_t slot = 0;        // in its slab
    std::uint32_t generation = 0;  // of the slot; another at every send: a late verdict hits nobody
    std::uint32_t ticket = 0;      // of its record, at OpenRecords
    std::uint32_t sub = 0;         // which update of the record
    std::uint32_t attempts = 0;    // sends that used one
    std::uint32_t crashes = 0;     // deaths of the plugin's process in a row while it held this
    std::uint32_t batch = 0;       // in flight: which one it went with

    const Slots* slots = nullptr;  // in the record's arena
    std::string_view id;           // idempotency key, in the record's arena
    Time first_sent{0};            // of the account's active clock

    ChannelTally tally_then;  // at the last attempt that failed to arrive

    UpdateQueue* ready = nullptr;  // its own pipeline's: where it goes when it heads its lanes
    Update* next = nullptr;        // in that queue

    // Of the last attempt that failed, for the reject's text; holds if has_failed. Its memory stays
    // with the slot.
    std::unique_ptr<sluice::Outcome> last_failure;
};

// As if it had never been sent; its place in lane and queue stays.
inline void begin_life(Update& update) {
    update.maybe_delivered = false;
    update.is_probe = false;
    update.was_sent = false;
    update.has_failed = false;
    update.has_failed_to_arrive = false;
    update.fails_alone = false;
    update.attempts = 0;
    update.crashes = 0;
}

// What the plugin gives back: the slot and its generation.
inline std::uint64_t token_of(const Update& update) {
    return (std::uint64_t{update.generation} << 32U) | update.slot;
}

}  // namespace host
