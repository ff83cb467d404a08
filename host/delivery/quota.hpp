// The account's quota of updates in any rolling window, as this process spends it. One per account,
// host thread.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/delivery/rolling_window.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace host {

struct QuotaLimit {
    std::uint64_t limit = 0;  // updates in any window; 0: none
    std::chrono::milliseconds window = std::chrono::hours{24};

    bool operator==(const QuotaLimit&) const = default;
};

// Units that were reserved durably. They must be used or given back before `use_before`.
struct QuotaBlock {
    std::uint64_t count = 0;
    UnixTime use_before{0};
};

// Spends only what was reserved durably, in blocks, so that no crash can lose count. What the state
// decides for all processes is asked by wish() and told by grant() and deny(). Its own window is a
// second line: even with generous grants this process never sends more than the limit in any
// window.
class Quota {
public:
    // A crash loses at most so many units that were reserved and not sent.
    static constexpr std::uint64_t block_units = 256;

    explicit Quota(QuotaLimit limit) : limit_{limit}, window_{limit.window} {}

    bool is_limited() const { return limit_.limit != 0; }
    const QuotaLimit& limit() const { return limit_; }
    // From now on. What is unused was reserved under the old limit: take it first, and give it
    // back.
    void change(QuotaLimit limit);

    // Uses one unit; false if none is at hand. Always true without a limit.
    bool take(UnixTime now);
    // The unit just taken did not reach the far side after all.
    void put_back(UnixTime now);

    // How many units to reserve now, because few are left: ask the state for them, once. None while
    // an answer is awaited, while the window is full, and until the time that deny() named.
    std::optional<std::uint64_t> wish(UnixTime now);
    void grant(QuotaBlock block);
    void deny(UnixTime free_at);  // nothing is free before that

    // Blocks whose time is up: units to give back to the state.
    std::vector<QuotaBlock> take_expired(UnixTime now);
    // All that is left, for a clean stop.
    std::vector<QuotaBlock> take_unused();

    // No unit is at hand, but a wish may bring some: its answer is awaited.
    bool is_awaiting(UnixTime now) { return awaiting_ && !can_take(now); }
    // Nothing can be sent now, and no answer is awaited that could change it: the pause of the
    // quota.
    bool is_exhausted(UnixTime now);
    // When the next unit may be free; `now` if it is not exhausted.
    UnixTime when_free(UnixTime now);

    std::uint64_t units(UnixTime now) const;        // at hand
    std::uint64_t spent() const { return spent_; }  // by this process, ever

private:
    bool can_take(UnixTime now);
    bool is_full(UnixTime now);  // the own window, units at hand included

    QuotaLimit limit_;
    RollingWindow window_;
    std::vector<QuotaBlock> blocks_;  // few; spent from the front
    UnixTime spent_from_{0};          // use_before of the unit taken last
    std::uint64_t spent_ = 0;
    bool needed_ = false;    // a unit was asked for since the last wish
    bool awaiting_ = false;  // a wish has no answer yet
    UnixTime denied_until_{0};
};

}  // namespace host
