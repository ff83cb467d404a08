#include "host/run/reload.hpp"

#include "host/config/issues.hpp"
#include "host/source/identity.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace host {
namespace {

using Kind = PipelineChange::Kind;

bool is_begun(Kind kind) {
    return kind == Kind::changed || kind == Kind::added;
}

bool runs(const Pipelines& pipelines, const std::string& name) {
    return std::any_of(pipelines.begin(), pipelines.end(), [&](const auto& pipeline) {
        return pipeline->name() == name;
    });
}

// Why it could not start, as far as that can be seen while the old one runs.
std::optional<std::string> cannot_start(const PipelinePlan& plan) {
    if (const auto missing = missing_secret(plan.destination)) {
        return plan.pipeline.name + ": " + missing->text;
    }
    if (const auto identity = identify(plan.pipeline.source.path); !identity) {
        return plan.pipeline.name + ": " + identity.error().text;
    }
    return std::nullopt;
}

// In the order of the files, as at the start.
void sort_by(Pipelines& pipelines, const Facts& facts) {
    std::map<std::string, std::size_t> places;
    for (std::size_t place = 0; place < facts.size(); ++place) {
        places.emplace(facts[place].name, place);
    }
    std::stable_sort(pipelines.begin(), pipelines.end(), [&](const auto& a, const auto& b) {
        return places[a->name()] < places[b->name()];
    });
}

bool goes_by(const Pipelines& pipelines, const Plan& plan) {
    return std::any_of(pipelines.begin(), pipelines.end(), [&](const auto& pipeline) {
        return std::any_of(plan.pipelines.begin(), plan.pipelines.end(), [&](const auto& one) {
            return &one == &pipeline->plan();
        });
    });
}

}  // namespace

Reload::Reload(Seat seat) : seat_{seat}, facts_{facts_of(*seat.plans.back())} {}

void Reload::obey_signal() {
    if (!seat_.signal.take()) {
        return;
    }
    if (is_given_up_) {
        log().warn("SIGHUP is ignored: the run is stopping");
        return;
    }
    is_asked_ = true;
}

void Reload::give_up() {
    if (is_under_way()) {
        log().warn("the reload is given up: the run is stopping");
    }
    is_given_up_ = true;
}

bool Reload::step(Moment now) {
    if (!is_under_way()) {
        return false;
    }
    if (planning_) {
        take_plan(now);
        return swaps_.has_value();
    }
    if (swaps_) {
        const bool stepped = swaps_->step(now);
        if (swaps_->is_done()) {
            finish();
        }
        return stepped;
    }
    is_asked_ = false;
    log().info("reload: the files are read again");
    const RunOptions& options = seat_.run.options;
    planning_.emplace(options.files, options.plugin_path, seat_.bell);
    return false;
}

void Reload::take_plan(Moment now) {
    auto wanted = planning_->take();
    if (wanted == nullptr) {
        return;
    }
    planning_.reset();
    std::vector<std::string> errors;
    for (const Issue& issue : wanted->issues) {
        if (issue.severity == Issue::Severity::error) {
            errors.push_back(to_text(issue));
        } else {
            log().warn(to_text(issue));
        }
    }
    if (errors.empty()) {
        begin(std::move(wanted), now);
    } else {
        refuse(errors);
    }
}

void Reload::begin(std::unique_ptr<Plan> wanted, Moment now) {
    PlanChange change = plan_change(facts_, facts_of(*wanted));
    Locks locks;
    if (const auto found = faults(*wanted, change, locks); !found.empty()) {
        refuse(found);
        return;
    }
    Plan& plan = *seat_.plans.emplace_back(std::move(wanted));
    swaps_.emplace(seat_.run, plan, std::move(change), std::move(locks), now);
}

// Everything that can be known before a pipeline is touched; takes the locks of those to come.
std::vector<std::string>
Reload::faults(const Plan& wanted, const PlanChange& change, Locks& locks) {
    const Config& config = wanted.config;
    auto faults = needs_restart(seat_.plans.front()->config, config);
    const auto of_streams = needs_restart(facts_, facts_of(wanted), change);
    faults.insert(faults.end(), of_streams.begin(), of_streams.end());
    if (seat_.run.options.limit != 0) {
        faults.emplace_back("expected a run without --limit, which a reload would count anew, "
                            "found one: stop it and start it again");
    }
    for (std::size_t place = 0; place < wanted.pipelines.size(); ++place) {
        const auto& [name, kind] = change[place];
        if (!is_begun(kind)) {
            continue;
        }
        if (const auto fault = cannot_start(wanted.pipelines[place])) {
            faults.push_back(*fault);
        } else if (!runs(seat_.run.assembly.pipelines(), name)) {
            auto lock = PipelineLock::take(config.state_dir, name);
            if (lock) {
                locks.emplace(name, *std::move(lock));
            } else {
                faults.push_back(lock.error().text);
            }
        }
    }
    return faults;
}

void Reload::refuse(const std::vector<std::string>& faults) {
    for (const std::string& fault : faults) {
        log().error(fault);
    }
    log().error("reload refused: the running pipelines go on as they were");
}

void Reload::finish() {
    const Facts wanted = facts_of(*seat_.plans.back());
    const PlanChange done = swaps_->change();
    facts_ = facts_after(facts_, wanted, done);
    has_lost_one_ = std::any_of(done.begin(), done.end(), [](const PipelineChange& one) {
        return one.kind == Kind::not_running;
    });
    Pipelines& pipelines = seat_.run.assembly.pipelines();
    sort_by(pipelines, facts_);
    swaps_.reset();
    const Plan* newest = seat_.plans.back().get();
    const Plan* first = seat_.plans.front().get();
    std::erase_if(seat_.plans, [&](const auto& plan) {
        return plan.get() != newest && plan.get() != first && !goes_by(pipelines, *plan);
    });
    log().info("reload: " + text_of(done));
}

}  // namespace host
