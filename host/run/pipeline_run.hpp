// One pipeline at work: reads, sends, takes verdicts, commits, each as one short step that the
// conductor calls in turn. Host thread.
#pragma once

#include "host/delivery/delivery.hpp"
#include "host/plugin/instance.hpp"
#include "host/report/log.hpp"
#include "host/report/progress.hpp"
#include "host/report/summary.hpp"
#include "host/run/commit_pace.hpp"
#include "host/run/intake.hpp"
#include "host/run/journal.hpp"
#include "host/run/pipeline_gauge.hpp"
#include "host/run/plan.hpp"
#include "host/run/plugin_watch.hpp"
#include "host/run/questions.hpp"
#include "host/run/secrets.hpp"
#include "host/run/verification.hpp"
#include "host/state/committer.hpp"
#include "host/state/pipeline_lock.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace host {

// What a PipelineRun is made of; each part is the conductor's to make.
struct PipelineParts {
    PipelinePlan& plan;
    Account& account;
    std::string account_name;
    std::unique_ptr<Intake> intake = nullptr;
    std::unique_ptr<Journal> journal = nullptr;
    std::unique_ptr<StoredFingerprints> fingerprints = nullptr;
    std::unique_ptr<Delivery> delivery = nullptr;
    std::unique_ptr<DestinationSecrets> secrets = nullptr;
    std::unique_ptr<Context> context = nullptr;
    std::unique_ptr<Questions> questions = nullptr;
    std::unique_ptr<Instance> instance = nullptr;
    PipelineLock lock;
    std::uint64_t limit = 0;  // records to read at most; 0: all
    std::string note;         // for the summary: "continued at line 4,201"
    std::string generation;   // of the source; "" for a replay
    std::uint64_t seed = 0;   // chance's
};

class PipelineRun {
public:
    // All must outlive it.
    PipelineRun(PipelineParts parts, Committer& committer, Log& log, const Redactor& redactor);

    // --- steps; each gives true if it did something, so that another round may be worth while ---
    bool read_some();
    bool send_some(Moment now);
    bool take_verdicts(Moment now);
    // Hands what became final to the state thread, if enough did, or time is up, or `all`.
    void commit(Moment now, bool all);

    // --- stopping ---
    // Reads no more. A file's records stay for the next run; a stream's are still sent.
    void stop_reading();
    // Ends without waiting for more sends; verdicts of what is in flight are still taken. `why`
    // goes into the summary.
    void stop(std::string why);
    void flush();
    // Nothing more is sent, and what is in flight is answered soon.
    void cancel();
    // Ends the plugin, once; all steps do nothing then but commit. What is still open of a stream
    // is kept among the rejects.
    void shutdown(Moment now);
    // For whoever goes on with the pipeline.
    PipelineLock take_lock() { return std::move(parts_.lock); }

    // --- asking ---
    bool is_over() const;   // nothing more to read, send or wait for
    bool may_read() const;  // there is room, and something may come
    int wait_fd() const;    // to poll while may_read(); -1: never waits
    // How long the conductor may leave verdicts lie while the plugin has work enough; 0: not at
    // all.
    std::chrono::nanoseconds patience() const;
    std::optional<Time> next_due(Moment now);
    // Every update is somewhere. If not, it is a bug, and nothing more is made durable: the
    // checkpoint may be wrong with the counts.
    bool adds_up() const;
    bool is_durable();         // all that was committed
    bool is_finished() const;  // read to its end, and all is final
    bool is_paused() const { return parts_.account.pause().is_paused(); }
    bool is_stopped() const { return !stopped_.empty(); }
    // It replays rejects, and the state cannot be read.
    bool cannot_read_state() const {
        return reading_ == Reading::failed && parts_.intake->reads_state();
    }
    bool was_interrupted() const { return interrupted_ && !is_finished(); }
    const std::string& name() const { return parts_.plan.pipeline.name; }
    PipelinePlan& plan() { return parts_.plan; }
    const PipelinePlan& plan() const { return parts_.plan; }
    const std::string& generation() const { return parts_.generation; }
    Account& account() { return parts_.account; }
    const Account& account() const { return parts_.account; }
    const std::string& account_name() const { return parts_.account_name; }
    const Delivery& delivery() const { return *parts_.delivery; }
    const DeliverySettings& settings() const { return parts_.plan.pipeline.delivery; }
    bool is_stream() const { return parts_.intake->is_stream(); }
    std::uint64_t requests() const { return requests_; }
    Instance& instance() { return *parts_.instance; }
    Questions& questions() { return *parts_.questions; }
    Verification& verification() { return verification_; }
    const VerifyCounts& verify_counts() const { return verification_.counts(); }

    PipelineProgress progress(Moment now) const;
    // For the status: that the host thread did this for so long until now.
    void account_for(HostDid did, Time time, Moment now);
    // Once a second: what is told of the time spent is of the time since the last call. What other
    // runs know too is left open (rejects kept), or is told (`quota`).
    PipelineStatus status(Moment now, std::optional<QuotaStatus> quota);
    PipelineSummary summary(std::chrono::milliseconds duration, std::uint64_t rejects_kept) const;

private:
    enum class Reading : std::uint8_t { open, waiting, ended, limited, stopped, failed };

    void tell_pause(bool was_paused);
    void pass_on_logs();
    void redact(sluice::Outcome& outcome) const;
    void keep_rest_of_stream();
    Standing standing(Moment now) const;
    std::optional<PauseStatus> pause_status(Moment now) const;
    void warn_of_quota();

    PipelineParts parts_;
    PluginWatch plugin_watch_;
    Verification verification_;
    Committer& committer_;
    Log& log_;
    const Redactor& redactor_;
    Reading reading_ = Reading::open;
    bool is_shut_down_ = false;
    bool held_to_rate_ = false;  // since the last try to send: at the end of a wait it is over
    bool interrupted_ = false;   // asked to stop before all was final
    std::uint64_t read_ = 0;
    std::uint64_t requests_ = 0;
    CommitPace pace_;
    PipelineGauge gauge_;
    PipelineStatus last_status_;
    bool warned_of_quota_ = false;
    std::uint64_t first_record_;
    bool finish_committed_ = false;
    std::string stopped_;
    std::vector<Completion> completions_;  // reused
};

using Pipelines = std::vector<std::unique_ptr<PipelineRun>>;

}  // namespace host
