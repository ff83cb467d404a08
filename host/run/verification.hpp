// One pipeline's questions about what it delivered: keeps the sample, asks when it is due, counts
// the answers. Owned by PipelineRun, called at each of its turns; host thread.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/delivery/update.hpp"
#include "host/plugin/instance.hpp"
#include "host/record/verify_counts.hpp"
#include "host/report/redact.hpp"
#include "host/run/plan.hpp"
#include "host/run/questions.hpp"
#include "host/verify/sampler.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

class Verification {
public:
    // All must outlive it.
    struct Subjects {
        const PipelinePlan& plan;
        Instance& instance;
        Questions& questions;
        const Redactor& redactor;
    };
    // `seed`: chance's, for the sample.
    Verification(Subjects subjects, std::uint64_t seed);

    bool has_sample() const { return sampler_.is_on(); }
    // Before the update is forgotten. Null for a verdict on nothing in flight.
    void delivered(const Update* update, Time now);
    // Counts answers and asks what is due.
    void work(Time now);
    // Nothing is to be delivered any more: the wait for the rest begins, if it has not.
    void begin_wait(Time now) { done_at_ = done_at_.value_or(now); }
    // Asks nothing more.
    void stop();
    // The plugin's process died, and with it the answers.
    void plugin_died();

    // Nothing waits, nothing is open.
    bool is_over() const { return sampler_.waiting() == 0 && subjects_.questions.open() == 0; }
    // When work() may have something to do that no answer brings; right after a work().
    std::optional<Time> next_due() const;

    const VerifyCounts& counts() const { return counts_; }
    VerifyCounts& counts() { return counts_; }

private:
    void take_answers();
    void take(const ToldAnswer& told);
    void not_told(const std::vector<std::uint64_t>& users, const char* why);
    void ask_due(Time now);
    bool has_credit() const;

    Subjects subjects_;
    std::vector<std::string> fields_;
    Sampler sampler_;
    bool is_stopped_ = false;
    std::optional<Time> done_at_;
    VerifyCounts counts_;
    std::vector<ToldAnswer> answers_;  // reused
};

}  // namespace host
