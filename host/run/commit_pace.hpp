// When a pipeline's progress is handed to the state thread, and when its sends wait for the disk.
// One per pipeline, host thread; pure.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/record/checkpoint.hpp"

#include <chrono>
#include <cstdint>

namespace host {

// A crash repeats what is final and not durable, and what is in flight. Sends wait as long as the
// former is a whole group, so the sum never passes a group and the credit, however slow the disk.
class CommitPace {
public:
    // A restart repeats at most what was in flight and this much.
    static constexpr std::uint64_t group = 1024;
    // One part of a group is written while the next one fills: on a quick disk nothing waits.
    static constexpr std::uint64_t part = group * 3 / 4;
    static constexpr Time interval = std::chrono::milliseconds{50};

    // `stored`: durable before this run.
    explicit CommitPace(const Counts& stored);

    // Something became final since the last commit.
    bool has_news(const Counts& counts) const;
    // Enough did, or time is up.
    bool is_due(const Counts& counts, Time now) const;
    Time due() const { return committed_at_ + interval; }

    // A commit with these counts was queued at the state thread under that number.
    void submitted(const Counts& counts, std::uint64_t number, Time now);
    // Every commit up to this number is durable.
    void durable(std::uint64_t number);
    bool is_under_way() const { return is_under_way_; }

    bool holds_back(const Counts& counts) const;

private:
    std::uint64_t finals_submitted_;
    std::uint64_t sent_submitted_;  // of them those that a crash would repeat
    std::uint64_t sent_durable_;
    std::uint64_t number_ = 0;  // of the last commit
    bool is_under_way_ = false;
    Time committed_at_{0};
};

}  // namespace host
