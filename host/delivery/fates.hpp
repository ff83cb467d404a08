// Which records of the source are final, and so how far the checkpoint may go. One per pipeline,
// host thread.
#pragma once

#include "host/delivery/final_set.hpp"
#include "host/record/checkpoint.hpp"
#include "host/record/location.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace host {

// Keeps the open records only, in the order of the source: what lies between them is final. So
// memory and the cost of a checkpoint follow the number of open records, however far the source is
// ahead of the oldest.
class Fates {
public:
    using Ticket = std::uint32_t;  // reused once the record is final

    // `restored`: where an earlier run left off; Checkpoint{} is the beginning.
    explicit Fates(const Checkpoint& restored);

    // The earlier run left this record final, with all its updates.
    bool already_final(std::uint64_t ordinal) const { return restored_.has(ordinal); }
    // ... or this update of it.
    bool already_final(std::uint64_t ordinal, std::uint32_t sub) const {
        return restored_.has(ordinal, sub);
    }

    // The next record of the source, with so many updates (at least 1). Those that the earlier run
    // left final are final; none if that was all of them. Throws std::logic_error if it is not the
    // next one: a record that is left out would count as final.
    std::optional<Ticket> open(const Location& at, std::uint32_t updates);

    // The next record of the source is final as it is read.
    void pass(const Location& at);

    // This update is final. True if the record is final with it: the ticket is free again. Throws
    // std::logic_error if it was final before.
    bool settle(Ticket ticket, std::uint32_t sub);

    // Cheap enough for every commit: O(open records).
    Checkpoint checkpoint() const;

    std::size_t open_records() const { return open_; }
    const Location& next() const { return next_; }  // the record to be read next

private:
    static constexpr Ticket none = UINT32_MAX;

    struct OpenRecord {
        Location begin;           // as Checkpoint::next wants it
        std::uint32_t left = 0;   // updates that are not final
        std::vector<bool> final;  // by update; empty if there is one
        Ticket before = none;
        Ticket after = none;
    };

    void advance(const Location& at);
    void count_restored(OpenRecord& record) const;
    Ticket take_slot();
    void close(Ticket ticket);

    FinalSet restored_;
    Location next_;
    std::vector<OpenRecord> records_;
    std::vector<Ticket> free_;
    Ticket first_ = none;
    Ticket last_ = none;
    std::size_t open_ = 0;
};

}  // namespace host
