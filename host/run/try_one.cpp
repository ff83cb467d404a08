#include "host/run/try_one.hpp"

#include "host/config/issues.hpp"
#include "host/run/try_page.hpp"
#include "host/run/try_quota.hpp"
#include "host/run/try_stage.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds between_looks = 500ms;

ExitCode fail(ExitCode exit, const std::string& text) {
    std::fputs((text + '\n').c_str(), stderr);
    return exit;
}

sluice::Result<PipelinePlan*, Problem> chosen(Plan& plan, const std::optional<std::string>& name) {
    const auto found =
        std::find_if(plan.pipelines.begin(), plan.pipelines.end(), [&](const PipelinePlan& one) {
            return !name || one.pipeline.name == *name;
        });
    if (found == plan.pipelines.end()) {
        return Problem{
            "expected --pipeline to name a pipeline of the file, found " + name.value_or("none")};
    }
    if (!name && plan.pipelines.size() > 1) {
        return Problem{"expected --pipeline, for the file has several; see `sluice list`"};
    }
    return &*found;
}

ExitCode exit_of(const sluice::Outcome& outcome) {
    if (outcome.verdict == sluice::Verdict::delivered) {
        return exit_done;
    }
    return outcome.verdict == sluice::Verdict::rejected ? exit_rejects : exit_pending;
}

bool is_all_there(const sluice::Answer& answer) {
    const auto& attributes = answer.attributes;
    return answer.known != sluice::Known::yes ||
           std::all_of(attributes.begin(), attributes.end(), [](const sluice::Attribute& each) {
               return each.state == sluice::AttributeState::same;
           });
}

class Trial {
public:
    Trial(const Plan& plan, const PipelinePlan& pipeline, const TryOptions& options)
        : plan_{plan}, pipeline_{pipeline}, options_{options}, stage_{pipeline},
          page_{pipeline, stage_.redactor()} {}

    ExitCode perform(const TryRecord& found) {
        page_.record(found);
        if (found.why) {
            return exit_rejects;
        }
        page_.mapping(*found.update);
        if (found.is_filtered) {
            return exit_done;
        }
        if (const auto problem = stage_.start()) {
            return fail(exit_configuration, problem->text);
        }
        show_profile("profile before", *found.update);
        const ExitCode exit = options_.sending == TryOptions::Sending::none
                                  ? rehearse(*found.update)
                                  : send(*found.update);
        stage_.end();
        return exit;
    }

private:
    sluice::Answer show_profile(std::string_view title, const KeptUpdate& update) {
        if (!stage_.can_ask()) {
            page_.not_told(title, "not told by this plugin for this action");
            return {};
        }
        sluice::Answer answer = stage_.ask(update);
        page_.profile(title, answer);
        return answer;
    }

    ExitCode rehearse(const KeptUpdate& update) {
        page_.exchange(stage_.preview(update));
        page_.end("nothing was sent: --dry-run");
        return exit_done;
    }

    ExitCode send(const KeptUpdate& update) {
        auto quota = TryQuota::take(plan_, pipeline_);
        if (!quota) {
            return fail(quota.error().exit, quota.error().text);
        }
        const auto outcome = stage_.send(update);
        page_.exchange(stage_.take_told());
        if (!outcome) {
            page_.not_told("verdict", "none came in time: perhaps delivered");
            return exit_pending;
        }
        page_.verdict(*outcome);
        if (outcome->requests == 0) {
            quota->give_back();
        }
        if (outcome->verdict == sluice::Verdict::delivered) {
            show_what_became(update);
        }
        return exit_of(*outcome);
    }

    // Looks again until it is there or --wait is over: what is accepted may show later.
    void show_what_became(const KeptUpdate& update) {
        if (!stage_.can_ask()) {
            page_.not_told("profile after", "not told by this plugin for this action");
            return;
        }
        const auto until = std::chrono::steady_clock::now() + options_.wait;
        sluice::Answer answer = stage_.ask(update);
        while (!is_all_there(answer) && std::chrono::steady_clock::now() < until &&
               stage_.rest(between_looks)) {
            answer = stage_.ask(update);
        }
        page_.profile("profile after", answer);
        if (answer.known == sluice::Known::no) {
            page_.end("the destination accepted the update, but does not know the user");
        } else if (!is_all_there(answer)) {
            page_.end("not all of it shows yet, which may take the destination a while; look again "
                      "with --dry-run");
        }
    }

    const Plan& plan_;
    const PipelinePlan& pipeline_;
    const TryOptions& options_;
    TryStage stage_;
    TryPage page_;
};

}  // namespace

ExitCode try_one(const TryOptions& options) {
    const auto plan = make_plan({options.file}, options.plugin_path);
    for (const Issue& issue : plan->issues) {
        std::fputs((to_text(issue) + '\n').c_str(), stderr);
    }
    if (has_errors(plan->issues)) {
        return exit_configuration;
    }
    const auto pipeline = chosen(*plan, options.pipeline);
    if (!pipeline) {
        return fail(exit_usage, pipeline.error().text);
    }
    const auto found = find_record(**pipeline, options.subject);
    if (!found) {
        return fail(exit_usage, found.error().text);
    }
    return Trial{*plan, **pipeline, options}.perform(*found);
}

}  // namespace host
