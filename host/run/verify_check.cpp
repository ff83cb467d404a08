#include "host/run/verify_check.hpp"

namespace host {

std::chrono::milliseconds
check_verify(const Config& config, const PipelinePlan& plan, std::vector<Issue>& issues) {
    const VerifySettings& verify = plan.pipeline.verify;
    if (!verify.is_on()) {
        return {};
    }
    const Mark at = mark_of(config, plan.pipeline, "/verify");
    const VerifyTerms terms = plan.plugin.verify_terms(plan.spec());
    if (!terms.is_offered) {
        issues.push_back(
            {Issue::Severity::error,
             at,
             "expected verify with a plugin that can be asked (extension sluice.verify/1), found " +
                 plan.file.manifest.id + ", which cannot; take it out"}
        );
        return {};
    }
    for (const PluginIssue& issue : terms.issues) {
        if (issue.severity != SLUICE_SEV_INFO) {
            const auto severity = issue.severity == SLUICE_SEV_ERROR ? Issue::Severity::error
                                                                     : Issue::Severity::warning;
            issues.push_back({severity, at, issue.message});
        }
    }
    return verify.delay.value_or(terms.settle);
}

}  // namespace host
