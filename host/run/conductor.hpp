// The main loop: reads, sends, takes verdicts and commits for all pipelines in turn, and waits when
// none has work. Host thread.
#pragma once

#include "host/plugin/bell.hpp"
#include "host/report/log.hpp"
#include "host/report/progress.hpp"
#include "host/run/pipeline_run.hpp"
#include "host/run/reload.hpp"
#include "host/run/signals.hpp"
#include "host/run/status_desk.hpp"
#include "host/state/committer.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace host {

// What a Conductor works with; all must outlive it.
struct Stage {
    Pipelines& pipelines;
    const Bell& bell;
    const StopSignals& signals;
    Committer& committer;
    Log& log;
    Progress& progress;
    StatusDesk& status;
    Reload& reload;
};

class Conductor {
public:
    explicit Conductor(Stage stage) : stage_{stage} {}

    // Until every pipeline is over, a stop was asked for, the state cannot be written, or the
    // counts of a pipeline do not add up. Then shuts the plugins down and makes everything durable.
    void run();

private:
    bool round(Moment now);
    void serve_quota(Moment now);
    void give_back(PipelineRun& pipeline, const QuotaBlock& block);
    void take_grant(const Grant& grant);
    void watch_pauses(Moment now);
    void watch_lanes();
    void obey_signals(Moment now);
    void begin_stop(Moment now);
    void report(Moment now);
    void wait(Moment now);
    void shut_down();
    bool is_over() const;
    bool adds_up() const;

    Stage stage_;
    bool signalled_ = false;
    Time signals_looked_at_{0};
    std::size_t first_ = 0;  // whose turn begins the next round
    int stops_asked_ = 0;
    Time drain_until_{0};
};

}  // namespace host
