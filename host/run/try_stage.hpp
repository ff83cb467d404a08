// The live parts of `sluice try`: one instance, and the waits for what it says, each with a
// deadline. main thread.
#pragma once

#include "host/plugin/bell.hpp"
#include "host/plugin/instance.hpp"
#include "host/report/redact.hpp"
#include "host/run/plan.hpp"
#include "host/run/questions.hpp"
#include "host/run/secrets.hpp"
#include "host/run/signals.hpp"
#include "host/verify/kept_update.hpp"

#include <sluice/outcome.hpp>
#include <sluice/question.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace host {

class TryStage {
public:
    // `plan` must outlive it.
    explicit TryStage(const PipelinePlan& plan)
        : plan_{plan}, secrets_{plan.destination, redactor_}, context_{bell_, secrets_} {}
    TryStage(const TryStage&) = delete;
    TryStage& operator=(const TryStage&) = delete;

    const Redactor& redactor() const { return redactor_; }
    // None if the instance is there; else why not.
    std::optional<Problem> start();
    // True: texts of exchanges are told.
    bool is_traced() const { return is_traced_; }
    // True: the user's profile can be asked for.
    bool can_ask() const { return can_ask_; }

    // What would go out, without sending. Empty if the plugin does not tell.
    std::vector<ToldText> preview(const KeptUpdate& update);
    // Known and attributes with their values; not told if no answer came in time.
    sluice::Answer ask(const KeptUpdate& update);
    // None if no verdict came in time, or a stop was asked for.
    std::optional<sluice::Outcome> send(const KeptUpdate& update);
    std::vector<ToldText> take_told() { return context_.take_told(); }
    // Warnings and errors that the plugin logged, redacted, go to standard error.
    void pass_on_logs();
    // Between two looks at a profile; false if a stop was asked for.
    bool rest(std::chrono::milliseconds time);
    void end();

private:
    bool await(const std::function<bool()>& is_there, std::chrono::nanoseconds deadline);

    const PipelinePlan& plan_;
    StopSignals signals_;
    Bell bell_;
    Redactor redactor_;
    DestinationSecrets secrets_;
    Context context_;
    Questions questions_;
    std::unique_ptr<Instance> instance_;
    bool is_traced_ = false;
    bool can_ask_ = false;
    bool is_stopped_ = false;
};

}  // namespace host
