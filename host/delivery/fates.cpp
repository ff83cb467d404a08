#include "host/delivery/fates.hpp"

#include <stdexcept>
#include <string>

namespace host {

Fates::Fates(const Checkpoint& restored) : restored_{restored}, next_{restored.next} {
    // Location{} is the beginning of a source, which has a first line all the same.
    next_.line = next_.line == 0 ? 1 : next_.line;
}

void Fates::advance(const Location& at) {
    if (at.ordinal != next_.ordinal) {
        throw std::logic_error{
            "fates: record " + std::to_string(next_.ordinal) + " comes next, but record " +
            std::to_string(at.ordinal) + " was handed over: the source left one out or repeats it"};
    }
    next_ = {.ordinal = at.ordinal + 1, .line = at.line + at.lines, .end = at.end};
}

Fates::Ticket Fates::take_slot() {
    if (free_.empty()) {
        records_.emplace_back();
        return static_cast<Ticket>(records_.size() - 1);
    }
    const Ticket ticket = free_.back();
    free_.pop_back();
    return ticket;
}

void Fates::count_restored(OpenRecord& record) const {
    const auto updates = record.left;
    record.final.assign(updates > 1 ? updates : 0, false);
    for (std::uint32_t sub = 0; sub < updates; ++sub) {
        if (restored_.has(record.begin.ordinal, sub)) {
            --record.left;
            if (updates > 1) {
                record.final[sub] = true;
            }
        }
    }
}

std::optional<Fates::Ticket> Fates::open(const Location& at, std::uint32_t updates) {
    const Location begin = next_;
    advance(at);
    const Ticket ticket = take_slot();
    OpenRecord& record = records_[ticket];
    record.begin = begin;
    record.left = updates;
    count_restored(record);
    if (record.left == 0) {
        free_.push_back(ticket);
        return std::nullopt;
    }
    record.before = last_;
    record.after = none;
    (last_ == none ? first_ : records_[last_].after) = ticket;
    last_ = ticket;
    ++open_;
    return ticket;
}

void Fates::pass(const Location& at) {
    advance(at);
}

bool Fates::settle(Ticket ticket, std::uint32_t sub) {
    OpenRecord& record = records_[ticket];
    if (record.left == 0 || (!record.final.empty() && record.final.at(sub))) {
        throw std::logic_error{
            "fates: update " + std::to_string(sub) + " of record " +
            std::to_string(record.begin.ordinal) + " was settled twice"};
    }
    if (!record.final.empty()) {
        record.final[sub] = true;
    }
    if (--record.left > 0) {
        return false;
    }
    close(ticket);
    return true;
}

void Fates::close(Ticket ticket) {
    const OpenRecord& record = records_[ticket];
    (record.before == none ? first_ : records_[record.before].after) = record.after;
    (record.after == none ? last_ : records_[record.after].before) = record.before;
    free_.push_back(ticket);
    --open_;
}

Checkpoint Fates::checkpoint() const {
    Checkpoint checkpoint;
    checkpoint.next = first_ == none ? next_ : records_[first_].begin;
    for (Ticket at = first_; at != none; at = records_[at].after) {
        const OpenRecord& record = records_[at];
        const std::uint64_t ordinal = record.begin.ordinal;
        for (std::uint32_t sub = 0; sub < record.final.size(); ++sub) {
            if (record.final[sub]) {
                checkpoint.updates.push_back({ordinal, sub});
            }
        }
        const Location& following = record.after == none ? next_ : records_[record.after].begin;
        if (following.ordinal > ordinal + 1) {
            append_run(checkpoint.runs, {ordinal + 1, following.ordinal - 1});
        }
    }
    restored_.append_from(next_.ordinal, checkpoint);
    return checkpoint;
}

}  // namespace host
