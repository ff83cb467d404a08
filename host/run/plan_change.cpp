#include "host/run/plan_change.hpp"

#include "host/config/config_hash.hpp"

#include <algorithm>

namespace host {
namespace {

const PipelineFacts* named(const Facts& facts, const std::string& name) {
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const PipelineFacts& one) {
        return one.name == name;
    });
    return found == facts.end() ? nullptr : &*found;
}

PipelineFacts facts_of(const PipelinePlan& plan) {
    const Pipeline& pipeline = plan.pipeline;
    const Destination& destination = plan.destination;
    return {
        .name = pipeline.name,
        // The same words in another folder name other files.
        .config =
            config_hash(pipeline, destination) + '\n' + pipeline.folder + '\n' + destination.folder,
        .plugin = plan.file.path + '\n' + plan.file.sha256,
        .is_stream = pipeline.source.path == "-"};
}

const char* word_of(PipelineChange::Kind kind) {
    switch (kind) {
    case PipelineChange::Kind::unchanged:
        return "unchanged";
    case PipelineChange::Kind::changed:
        return "changed";
    case PipelineChange::Kind::added:
        return "added";
    case PipelineChange::Kind::removed:
        return "removed";
    case PipelineChange::Kind::as_it_was:
        return "as it was";
    case PipelineChange::Kind::not_running:
        return "not running";
    }
    return "?";
}

std::string text_of(const std::optional<StatusSpec>& status) {
    if (!status) {
        return "none";
    }
    const std::optional<SecretRef>& token = status->token;
    return status->listen.text() + (!token ? ""
                                    : token->kind == SecretRef::Kind::env
                                        ? " with a token from the variable " + token->value
                                        : " with a token from the file " + token->value);
}

void compare(
    std::vector<std::string>& faults,
    const std::string& what,
    const std::string& running,
    const std::string& wanted
) {
    if (running != wanted) {
        faults.push_back(
            "expected " + what + " as the run began with it, " + running + ", found " + wanted +
            ": a reload cannot change it; stop the run and start it again"
        );
    }
}

}  // namespace

Facts facts_of(const Plan& plan) {
    Facts facts;
    for (const PipelinePlan& pipeline : plan.pipelines) {
        facts.push_back(facts_of(pipeline));
    }
    return facts;
}

PlanChange plan_change(const Facts& running, const Facts& wanted) {
    using Kind = PipelineChange::Kind;
    PlanChange change;
    for (const PipelineFacts& one : wanted) {
        const PipelineFacts* before = named(running, one.name);
        const Kind known = before != nullptr && *before == one ? Kind::unchanged : Kind::changed;
        change.push_back({one.name, before == nullptr ? Kind::added : known});
    }
    for (const PipelineFacts& one : running) {
        if (named(wanted, one.name) == nullptr) {
            change.push_back({one.name, Kind::removed});
        }
    }
    return change;
}

std::string text_of(const PlanChange& change) {
    std::string text;
    for (const PipelineChange& one : change) {
        text += (text.empty() ? "" : ", ") + one.name + ' ' + word_of(one.kind);
    }
    return text;
}

std::vector<std::string> needs_restart(const Config& running, const Config& wanted) {
    std::vector<std::string> faults;
    compare(faults, "state_dir", running.state_dir, wanted.state_dir);
    compare(faults, "status", text_of(running.status), text_of(wanted.status));
    return faults;
}

std::vector<std::string>
needs_restart(const Facts& running, const Facts& wanted, const PlanChange& change) {
    std::vector<std::string> faults;
    for (const PipelineChange& one : change) {
        const PipelineFacts* before = named(running, one.name);
        const PipelineFacts* after = named(wanted, one.name);
        const bool is_stream =
            (before != nullptr && before->is_stream) || (after != nullptr && after->is_stream);
        if (is_stream && one.kind != PipelineChange::Kind::unchanged &&
            one.kind != PipelineChange::Kind::removed) {
            faults.push_back(
                "expected " + one.name +
                " unchanged, for it reads standard input, which cannot be read again, found it " +
                word_of(one.kind) + ": stop the run and start it again"
            );
        }
    }
    return faults;
}

Facts facts_after(const Facts& running, const Facts& wanted, const PlanChange& done) {
    using Kind = PipelineChange::Kind;
    Facts facts;
    for (const PipelineChange& one : done) {
        const bool is_old = one.kind == Kind::unchanged || one.kind == Kind::as_it_was;
        const bool is_gone = one.kind == Kind::removed || one.kind == Kind::not_running;
        if (!is_gone) {
            facts.push_back(*named(is_old ? running : wanted, one.name));
        }
    }
    return facts;
}

}  // namespace host
