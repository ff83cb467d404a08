// How a run is doing, while it runs: one rewritten line on a terminal, a log line every 10 s
// elsewhere. Called by run on the host thread; the time is an argument.
#pragma once

#include "host/record/checkpoint.hpp"
#include "host/report/console.hpp"
#include "host/report/log.hpp"
#include "host/report/pace_meter.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace host {

struct PipelineProgress {
    std::string pipeline;
    Counts counts;
    std::uint64_t bytes_done = 0;              // of the source, up to which all is final
    std::optional<std::uint64_t> bytes_total;  // none for a stream
    std::string paused;                // why nothing is sent now, and until when; "" if it is
    std::chrono::seconds at_least{0};  // to the end, by the rate that is kept; 0: no rate
    std::string quota;                 // what is left and when it will be used up; "" if it does
};

// loyalty  42 %  1,234/s  delivered 4,200  rejected 3  filtered 0  pending 64  ETA 00:02:10
// Pure. Cut to `columns` if that is not 0.
std::string progress_text(const PipelineProgress& state, const Pace& pace, std::size_t columns);

// Seconds to the end at this pace, or at the rate that is kept; none for a stream or while nothing
// moves.
std::optional<std::chrono::seconds> eta(const PipelineProgress& state, const Pace& pace);

// `now`: any clock that only goes forward, always the same one.
class Progress {
public:
    Progress(Console& console, Log& log) : console_{console}, log_{log} {}

    // When update() is worth calling again.
    std::chrono::milliseconds next_due() const { return due_; }
    bool is_due(std::chrono::milliseconds now) const { return now >= due_; }

    void update(std::chrono::milliseconds now, std::span<const PipelineProgress> pipelines);

    // Removes the line from the terminal, before the summary.
    void finish();

private:
    Pace pace_of(std::chrono::milliseconds now, const PipelineProgress& state);
    void log_one(const PipelineProgress& state, const Pace& pace);

    Console& console_;
    Log& log_;
    std::chrono::milliseconds due_{0};
    std::map<std::string, PaceMeter, std::less<>> meters_;
};

}  // namespace host
