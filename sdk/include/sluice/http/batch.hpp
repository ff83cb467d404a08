// Records that go in one request, and what became of each. Made by HttpDestination for build_batch
// and judge_batch; on the plugin's thread.
#pragma once

#include <sluice/outcome.hpp>
#include <sluice/record.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sluice::http {

class Batch {
public:
    // A view: the records must outlive it.
    explicit Batch(std::span<const Record> records)
        : records_{records}, outcomes_(records.size()), open_{records.size()} {}

    std::size_t size() const { return records_.size(); }
    const Record& operator[](std::size_t index) const { return records_[index]; }

    // The record is not part of the request, or this became of it. The first word counts.
    void settle(std::size_t index, Outcome outcome) {
        if (!outcomes_[index]) {
            outcomes_[index] = std::move(outcome);
            outcomes_[index]->requests = std::exchange(requests_, 0U);
            --open_;
        }
    }
    // All that have no outcome yet.
    void settle_rest(const Outcome& outcome) {
        for (std::size_t i = 0; open_ > 0; ++i) {
            settle(i, outcome);
        }
    }

    bool is_settled(std::size_t index) const { return outcomes_[index].has_value(); }
    // Records without an outcome.
    std::size_t open() const { return open_; }
    // [HttpDestination] A request that carries the open ones may have reached the far side. The
    // first of them to be settled says so, and the others do not: hosts add up.
    void count_request() { ++requests_; }
    // [HttpDestination] Of a settled record.
    const Outcome& outcome(std::size_t index) const { return *outcomes_[index]; }

private:
    std::span<const Record> records_;
    std::vector<std::optional<Outcome>> outcomes_;
    std::size_t open_;
    std::uint32_t requests_ = 0;
};

}  // namespace sluice::http
