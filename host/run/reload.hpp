// What SIGHUP asks of a run: the files are read again; if they are right, the pipelines that
// changed are swapped and the others run on untouched; if not, all go on as they were. Stepped by
// the conductor; host thread.
#pragma once

#include "host/run/planning.hpp"
#include "host/run/signals.hpp"
#include "host/run/swaps.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace host {

// The plans that a pipeline of the run goes by, the newest last.
using Plans = std::vector<std::unique_ptr<Plan>>;

class Reload {
public:
    // All must outlive it; the plans the pipelines too.
    struct Seat {
        Swaps::Seat run;
        Plans& plans;
        const ReloadSignal& signal;
        const Bell& bell;
    };
    explicit Reload(Seat seat);

    int fd() const { return seat_.signal.fd(); }
    // Looks for the signal. One that comes during a reload is heeded after it.
    void obey_signal();
    // A turn of it; true if a pipeline ended or began, so that another round may be worth while.
    bool step(Moment now);
    // The run is stopping: what is under way is left as it is, and signals are no more heeded.
    void give_up();

    bool is_under_way() const {
        return !is_given_up_ && (is_asked_ || planning_.has_value() || swaps_.has_value());
    }
    // A pipeline was ended and could not be started again: its records are pending.
    bool has_lost_one() const { return has_lost_one_; }

private:
    void take_plan(Moment now);
    void begin(std::unique_ptr<Plan> wanted, Moment now);
    std::vector<std::string> faults(const Plan& wanted, const PlanChange& change, Locks& locks);
    void refuse(const std::vector<std::string>& faults);
    void finish();
    Log& log() { return seat_.run.log; }

    Seat seat_;
    Facts facts_;  // of what runs
    bool is_asked_ = false;
    bool is_given_up_ = false;
    bool has_lost_one_ = false;
    std::optional<Planning> planning_;
    std::optional<Swaps> swaps_;
};

}  // namespace host
