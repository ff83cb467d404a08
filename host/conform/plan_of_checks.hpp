// Which checks are run, and which are skipped and why. Pure.
#pragma once

#include "host/conform/check.hpp"
#include "host/conform/profile.hpp"
#include "host/conform/report.hpp"
#include "host/conform/sample.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace host {

class PlanOfChecks {
public:
    // `only`: these alone, whatever the tier; empty: all of the tier. `today`: 2026-11-24. The
    // profile and the sample must outlive the plan.
    PlanOfChecks(
        CheckTier tier,
        const std::vector<std::string>& only,
        const Profile& profile,
        const Sample& sample,
        std::string today
    );

    const std::vector<const Check*>& checks() const { return checks_; }

    // Why a check is not run, given the results before it; `no_watch` says why calls cannot be
    // watched, if they cannot. A skip of the profile's that has expired is a failure.
    std::optional<Finding> skipped(
        const Check& check,
        std::span<const CheckResult> before,
        const std::optional<std::string>& no_watch
    ) const;

    // No MUST failed, and something was run.
    bool has_passed(std::span<const CheckResult> results) const;

private:
    std::vector<const Check*> checks_;
    const Profile& profile_;
    const Sample& sample_;
    std::string today_;
};

}  // namespace host
