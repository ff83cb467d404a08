// The counts of a pipeline's fates, that they add up, and the rejects to be written down. Owned by
// one Delivery, host thread.
#pragma once

#include "host/record/checkpoint.hpp"
#include "host/record/reject_row.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace host {

class Ledger {
public:
    // The generation's counts as they were stored with its checkpoint. What was pending then is
    // read and counted again.
    Ledger(const Counts& stored, const Checkpoint& checkpoint);

    void read() { ++run_.records; }
    void admitted() { ++run_.updates; }
    void delivered() { ++run_.delivered; }
    void maybe_repeated() { ++run_.maybe_repeated; }
    void filtered() { ++run_.filtered; }
    void superseded() { ++run_.superseded; }
    void unchanged() { ++run_.unchanged; }
    void rejected(RejectRow row) {
        ++run_.rejected;
        rejects_.push_back(std::move(row));
    }

    Counts counts() const;  // of the whole generation
    const Counts& run_counts() const { return run_; }

    // None if `updates = delivered + unchanged + superseded + filtered + rejected + pending`; else
    // the numbers. `pending` is counted one by one.
    std::optional<std::string> violation(std::uint64_t pending) const;

    std::vector<RejectRow> take_rejects();
    std::size_t rejects_waiting() const { return rejects_.size(); }

private:
    Counts before_;  // final before this run
    Counts run_;
    std::vector<RejectRow> rejects_;
};

}  // namespace host
