// What operators want to know beyond verdicts: counters, and each oddity said once in the log.
// Filled by the actions on the plugin's thread; told on the way and when the instance ends.
#pragma once

#include "adobe_target/api/attribute_tally.hpp"

#include <sluice/host.hpp>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace adobe_target {

class Observations {
public:
    explicit Observations(sluice::Host host);

    // Attributes that were left out; tell() passes on what came in since it was last called.
    AttributeTally& left_out() { return left_out_; }
    void tell();

    void executed(std::size_t calls);  // mboxes and page loads: billable at Adobe
    void unusual_ecid();
    void edges_differ();     // the mapped edge number is not the tntId's
    void session_clash();    // a session with two visitors, or the other way round
    void activity_served();  // an activity listens to the mbox
    void edge_moved(std::string_view edge_number, std::string_view used_host);
    void tnt_id_moved();

    // Which attributes were left out how often, one line each. When no more records come.
    void say_left_out() const;

private:
    // A counter, and whether its warning was given.
    struct Oddity {
        std::uint32_t metric = 0;
        bool is_said = false;
    };
    Oddity oddity(std::string_view name, std::string_view help) const;
    void count(Oddity& oddity, std::string_view warning);

    sluice::Host host_;
    AttributeTally left_out_;
    AttributeTally::Count told_;
    std::uint32_t empty_ = 0;
    std::uint32_t refused_ = 0;
    std::uint32_t executed_ = 0;
    Oddity unusual_ecid_;
    Oddity edges_differ_;
    Oddity session_clash_;
    Oddity activity_served_;
    Oddity edge_moved_;
    Oddity tnt_id_moved_;
    std::bitset<1000> edges_said_;  // an edge number has at most three digits
};

}  // namespace adobe_target
