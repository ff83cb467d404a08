#include "host/conform/plan_of_checks.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

Finding skip(std::string reason) {
    return {Finding::Kind::skip, {std::move(reason)}};
}

// The check that proves that a rung was reached.
std::string_view proof_of(Rung rung) {
    switch (rung) {
    case Rung::loaded:
        return "load-entry";
    case Rung::live:
        return "cfg-accept";
    case Rung::sending:
        return "send-once";
    case Rung::file:
        break;
    }
    return "";
}

// The lowest rung below `rung` that was tried and not reached.
std::optional<std::string_view> missed_rung(Rung rung, std::span<const CheckResult> before) {
    for (const Rung lower : {Rung::loaded, Rung::live, Rung::sending}) {
        for (const CheckResult& result : before) {
            if (lower <= rung && result.check->id == proof_of(lower) &&
                (is_failure(result) || !has_run(result))) {
                return result.check->id;
            }
        }
    }
    return std::nullopt;
}

}  // namespace

PlanOfChecks::PlanOfChecks(
    CheckTier tier,
    const std::vector<std::string>& only,
    const Profile& profile,
    const Sample& sample,
    std::string today
)
    : profile_{profile}, sample_{sample}, today_{std::move(today)} {
    for (const Check& check : all_checks()) {
        const bool is_named = std::find(only.begin(), only.end(), check.id) != only.end();
        if (only.empty() ? check.tier <= tier : is_named) {
            checks_.push_back(&check);
        }
    }
}

std::optional<Finding> PlanOfChecks::skipped(
    const Check& check,
    std::span<const CheckResult> before,
    const std::optional<std::string>& no_watch
) const {
    for (const ProfileSkip& known : profile_.skips) {
        if (known.check == check.id && known.expires != "never" && known.expires < today_) {
            return Finding{
                Finding::Kind::fail,
                {"the profile's skip has expired on " + known.expires + " (" + known.reason +
                 "): mend it, or give a later date"}};
        }
        if (known.check == check.id) {
            const std::string how_long =
                known.expires == "never" ? "for good" : "until " + known.expires;
            return skip("the profile, " + how_long + ": " + known.reason);
        }
    }
    if (const auto missed = missed_rung(check.rung, before)) {
        return skip("needs " + std::string{*missed} + " to pass");
    }
    if (sample_.fault && check.rung >= Rung::live) {
        return skip(*sample_.fault);
    }
    if (check.needs == CheckNeeds::http && sample_.no_http) {
        return skip(*sample_.no_http);
    }
    if (check.needs == CheckNeeds::watch && no_watch) {
        return skip("calls cannot be watched on this machine: " + *no_watch);
    }
    return std::nullopt;
}

bool PlanOfChecks::has_passed(std::span<const CheckResult> results) const {
    return std::none_of(results.begin(), results.end(), is_failure) &&
           std::any_of(results.begin(), results.end(), has_run);
}

}  // namespace host
