// Which delivered updates are asked about again, and when: a share of them, after a delay, copies
// within bounds. Pure, the clock and chance are arguments; called by run, host thread.
#pragma once

#include "host/record/random.hpp"
#include "host/record/record.hpp"
#include "host/verify/kept_update.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace host {

struct SamplerTerms {
    double share = 0;  // 0 ... 1 of what is delivered
    std::chrono::nanoseconds delay{0};
    std::size_t most_kept = 4096;
    std::size_t most_bytes = 8 << 20;
    std::uint64_t seed = 0;
};

// A user's newer update takes the place of an older one that waits: the far side is to hold the
// newest.
class Sampler {
public:
    using Time = std::chrono::nanoseconds;

    struct Sample {
        UserKey user = 0;  // 0: none by which an order is kept
        Time due{0};
        std::unique_ptr<KeptUpdate> update;
    };

    explicit Sampler(SamplerTerms terms) : terms_{terms}, random_{terms.seed} {}

    bool is_on() const { return terms_.share > 0; }
    // An update was delivered.
    void delivered(const Slots& slots, std::string_view id, Time now);

    // The oldest that is due, to be asked about now; none if there is none. Its user counts as
    // asked until answered().
    std::optional<Sample> take_due(Time now);
    // True if a newer update of the user was delivered since take_due(): the answer says nothing.
    bool answered(UserKey user);

    std::optional<Time> next_due() const;
    std::size_t waiting() const { return waiting_.size(); }
    std::size_t waiting_bytes() const { return bytes_; }
    // Chosen since the last call, but there was no room.
    std::uint64_t take_left_out() { return std::exchange(left_out_, 0); }
    // What waits is forgotten; gives its number.
    std::size_t drop_all();

private:
    using Queue = std::list<Sample>;

    bool chosen();
    void keep(UserKey user, const Slots& slots, std::string_view id, Time now);
    void forget(Queue::iterator sample);

    SamplerTerms terms_;
    Random random_;
    Queue waiting_;  // by due time, for the delay is one
    std::size_t bytes_ = 0;
    std::unordered_map<UserKey, Queue::iterator> by_user_;
    std::unordered_map<UserKey, bool> asked_;  // user -> a newer update came since
    std::uint64_t left_out_ = 0;
};

}  // namespace host
