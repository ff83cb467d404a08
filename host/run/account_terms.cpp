#include "host/run/account_terms.hpp"

#include <algorithm>

namespace host {

namespace {

Issue conflict(
    const Config& config,
    const PipelinePlan& other,
    const PipelinePlan& later,
    const AccountTerm& term
) {
    const std::string name{term.name};
    const Mark at = mark_of(config, other.pipeline, term.pointer);
    return {
        Issue::Severity::error,
        mark_of(config, later.pipeline, term.pointer),
        "expected the " + name + " of the pipeline '" + other.pipeline.name + "' (" + at.file +
            ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + "), " +
            term.text(other) + ", found " + term.text(later) +
            ": both send to one account, which has one " + name + "; write the same for both"};
}

}  // namespace

std::vector<Issue> account_conflicts(
    const Config& config, const std::vector<PipelinePlan>& pipelines, const AccountTerm& term
) {
    std::vector<Issue> issues;
    for (auto later = pipelines.begin(); later != pipelines.end(); ++later) {
        const auto other = std::find_if(pipelines.begin(), later, [&](const PipelinePlan& earlier) {
            return term.disagree(earlier, *later) && earlier.account() == later->account();
        });
        if (other == later) {
            continue;
        }
        issues.push_back(conflict(config, *other, *later, term));
    }
    return issues;
}

}  // namespace host
