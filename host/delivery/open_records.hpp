// The records that are read and not final: their memory, their fates and the room for more. Owned
// by one Delivery, host thread.
#pragma once

#include "host/delivery/fates.hpp"
#include "host/record/checkpoint.hpp"
#include "host/record/record.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace host {

class OpenRecords {
public:
    OpenRecords(const Checkpoint& restored, std::size_t max_records, std::size_t max_bytes);

    // A blank record to read into, reused.
    std::unique_ptr<Record> take_record();
    void recycle(std::unique_ptr<Record> record);

    // Keeps it until its last update is settled; none if an earlier run settled them all.
    std::optional<Fates::Ticket> open(std::unique_ptr<Record> record, std::uint32_t updates);
    // Its arena has grown.
    void measure(Fates::Ticket ticket);
    const Record& record(Fates::Ticket ticket) const { return *held_[ticket].record; }
    void settle(Fates::Ticket ticket, std::uint32_t sub);

    Fates& fates() { return fates_; }
    const Fates& fates() const { return fates_; }

    bool has_room() const { return fates_.open_records() < max_records_ && bytes_ < max_bytes_; }
    std::size_t bytes() const { return bytes_; }

private:
    struct Held {
        std::unique_ptr<Record> record;
        std::size_t bytes = 0;
    };
    static std::size_t bytes_of(const Record& record);

    Fates fates_;
    std::size_t max_records_;
    std::size_t max_bytes_;
    std::vector<Held> held_;  // by ticket
    std::vector<std::unique_ptr<Record>> spare_;
    std::size_t bytes_ = 0;
};

}  // namespace host
