// What the status of a pipeline needs beyond what its parts know: how time was spent, the pace, the
// age of the oldest, the last failure. Owned by PipelineRun, host thread; pure.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/report/bottleneck.hpp"
#include "host/report/pace_meter.hpp"
#include "host/report/status.hpp"
#include "host/run/pending_age.hpp"

#include <sluice/outcome.hpp>

#include <cstdint>
#include <optional>

namespace host {

class PipelineGauge {
public:
    void spent(HoldUp what, Time time) { spent_.add(what, time); }
    // A verdict that delivered nothing. Its sentence and a code that is no short name are left out:
    // who wrote them knew the record.
    void failed(const sluice::Outcome& outcome, Moment now);

    // Fills in what it knows. `status` holds counts, source, quota and pause already; `oldest`: all
    // records before it are final, `next`: all before it are read. Time spent counts anew. The
    // first call is when the run began.
    void tell(PipelineStatus& status, std::uint64_t oldest, std::uint64_t next, Moment now);

private:
    std::int64_t began_ms_ = 0;
    TimeSpent spent_;
    PaceMeter pace_;
    PendingAge age_;
    std::optional<FailureStatus> last_failure_;
};

}  // namespace host
