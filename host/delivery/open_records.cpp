#include "host/delivery/open_records.hpp"

#include "host/delivery/update.hpp"

#include <utility>

namespace host {

OpenRecords::OpenRecords(const Checkpoint& restored, std::size_t max_records, std::size_t max_bytes)
    : fates_{restored}, max_records_{max_records}, max_bytes_{max_bytes} {}

std::unique_ptr<Record> OpenRecords::take_record() {
    if (spare_.empty()) {
        return std::make_unique<Record>();
    }
    std::unique_ptr<Record> record = std::move(spare_.back());
    spare_.pop_back();
    return record;
}

void OpenRecords::recycle(std::unique_ptr<Record> record) {
    record->arena.reset();
    record->at = {};
    record->payload = {};
    record->updates = {};
    spare_.push_back(std::move(record));
}

std::optional<Fates::Ticket>
OpenRecords::open(std::unique_ptr<Record> record, std::uint32_t updates) {
    const std::optional<Fates::Ticket> ticket = fates_.open(record->at, updates);
    if (!ticket) {
        recycle(std::move(record));
        return std::nullopt;
    }
    if (*ticket >= held_.size()) {
        held_.resize(*ticket + 1);
    }
    Held& held = held_[*ticket];
    held.bytes = bytes_of(*record);
    held.record = std::move(record);
    bytes_ += held.bytes;
    return ticket;
}

std::size_t OpenRecords::bytes_of(const Record& record) {
    return record.arena.bytes() + record.updates.size() * sizeof(Update);
}

void OpenRecords::measure(Fates::Ticket ticket) {
    Held& held = held_[ticket];
    bytes_ -= held.bytes;
    held.bytes = bytes_of(*held.record);
    bytes_ += held.bytes;
}

void OpenRecords::settle(Fates::Ticket ticket, std::uint32_t sub) {
    if (fates_.settle(ticket, sub)) {
        bytes_ -= held_[ticket].bytes;
        recycle(std::move(held_[ticket].record));
    }
}

}  // namespace host
