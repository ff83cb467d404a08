// The pause of a whole destination, for its own sake, for refused credentials or because nothing
// gets through, and the probe that ends it. One per account, host thread.
#pragma once

#include "host/delivery/back_off.hpp"
#include "host/delivery/moment.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace host {

enum class PauseKind : std::uint8_t {
    destination,     // the far side asked for it
    authentication,  // it refused the credentials
    breaker,         // nearly all requests fail
};

// Why the account pauses.
struct PauseCause {
    PauseKind kind = PauseKind::destination;
    std::string text;     // for people: "rate_limited: HTTP 429 from acme.tt.omtrdc.net"
    Time retry_after{0};  // 0: none named
};

// Open -> paused -> (time is up) one probe in flight -> open, or paused for longer. What fails
// while it is paused is of the same outage and makes it no longer, unless it names a later time.
class Pause {
public:
    // Own back-off of the n-th pause in a row: 1 s, 2 s ... and, as a person has to mend
    // credentials, 30 s, 60 s ... A probe is due within 5 minutes, whatever the far side named: it
    // costs one request, and a longer wait may be an error.
    static constexpr BackOff destination_back_off{std::chrono::seconds{1}, std::chrono::minutes{5}};
    static constexpr BackOff authentication_back_off{
        std::chrono::seconds{30}, std::chrono::minutes{5}};
    static constexpr Time longest_wait = std::chrono::minutes{5};

    bool is_paused() const { return paused_; }
    bool may_probe(Time now) const { return paused_ && !probing_ && now >= until_; }
    bool is_probing() const { return probing_; }

    // An update other than the probe met the cause.
    void begin(PauseCause cause, Time now);

    void probe_sent() { probing_ = true; }
    void probe_failed(PauseCause cause, Time now);
    // It never reached the far side (cancelled, refused by send, its pipeline ended): another may
    // go at once.
    void probe_lost() { probing_ = false; }
    // The far side spoke of that record alone (a plain RETRY, which ends no breaker's pause):
    // traffic flows again, but the next pause goes on where this one stopped.
    void probe_undecided(Time now);

    // The far side gave a final answer, by the probe or otherwise. One from before the pause does
    // not end it.
    void probe_answered(Time now);
    void answered() {
        if (!paused_) {
            failures_ = 0;
            total_ = Time{0};
        }
    }

    PauseKind kind() const { return kind_; }
    const std::string& text() const { return text_; }
    // When the next probe may go; none if it is open or the probe is in flight.
    std::optional<Time> until() const;
    // How long it has been paused, together with earlier pauses that no final answer came between.
    // 0 if all is well.
    Time lasted(Time now) const;

private:
    void wait(PauseCause cause, Time now);
    void end(Time now);

    bool paused_ = false;
    bool probing_ = false;
    PauseKind kind_ = PauseKind::destination;
    std::string text_;
    std::uint32_t failures_ = 0;
    Time since_{0};
    Time until_{0};
    Time total_{0};
};

}  // namespace host
