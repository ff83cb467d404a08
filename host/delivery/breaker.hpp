// Whether requests fail for a cause that is the destination's and not some record's: the share of
// failures among the last verdicts. Owned by an Account, host thread.
#pragma once

#include "host/delivery/update.hpp"

#include <sluice/outcome.hpp>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>

namespace host {

// The far side could not be reached, did not answer in time, or answered that it is broken. What
// else a RETRY can say (a limit, a conflict) speaks of the record, or pauses by itself.
bool is_channel_failure(sluice::Reason reason);

// Counts verdicts, not records: a few records that fail again and again trip it too. A record that
// fails while the others go well is at fault itself and is left out, so that it gets its own fate
// and holds up nobody.
class Breaker {
public:
    // Nine of ten: a destination that takes every second request is worth asking on, as each retry
    // brings records home. By chance alone, 45 failures of 50 come to pass once in 10^9 windows if
    // half of the requests fail.
    static constexpr std::size_t window = 50;
    static constexpr std::size_t least = 20;  // verdicts, before it says anything

    // A final answer, whichever: the channel works.
    void succeeded();
    // A RETRY for a channel failure; `update` carries what is known of its earlier ones.
    void failed(Update& update, const sluice::Outcome& outcome);

    bool is_tripped() const { return size_ >= least && failures_ * 10 >= size_ * 9; }
    // "20 of the last 20 requests failed; last: cannot connect to 127.0.0.1:1: connection refused"
    std::string text() const;
    bool has_succeeded() const { return tally_.good != 0; }  // ever

    // The outage is over: what comes is judged anew.
    void clear();

private:
    void push(bool is_failure);

    std::bitset<window> is_failure_;
    std::size_t next_ = 0;
    std::size_t size_ = 0;
    std::size_t failures_ = 0;
    ChannelTally tally_;  // of all time
    std::string last_;    // for people
};

}  // namespace host
