// What a run found out about the users and attributes that it asked about. Made by host/verify,
// shown by host/report. Values.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace host {

struct MatchCounts {
    std::uint64_t known = 0;
    std::uint64_t unknown = 0;
    std::uint64_t untold = 0;  // it could not be found out

    std::uint64_t told() const { return known + unknown; }
    std::uint64_t asked() const { return told() + untold; }
    // Of those about whom it was told; 0 if about none.
    double rate() const {
        return told() == 0 ? 0 : static_cast<double>(known) / static_cast<double>(told());
    }
    bool operator==(const MatchCounts&) const = default;
};

struct AttributeCounts {
    std::uint64_t same = 0;
    std::uint64_t overwritten = 0;  // the far side holds another value
    std::uint64_t absent = 0;
    bool operator==(const AttributeCounts&) const = default;
};

struct VerifyCounts {
    MatchCounts preflight;
    MatchCounts sample;
    AttributeCounts attributes;                           // of the sample's known users
    std::map<std::string, AttributeCounts> by_attribute;  // those not always the same, by name
    std::uint64_t early = 0;      // of the sample: asked before its delay was over
    std::uint64_t outdated = 0;   // of the sample: a newer update came while it was asked
    std::uint64_t not_asked = 0;  // of the sample: no room, or the run was stopped
    std::string last_untold;      // "unreachable: ..."; "" if all was told

    bool is_empty() const { return preflight.asked() + sample.asked() + outdated + not_asked == 0; }
};

}  // namespace host
