#include "host/run/swaps.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;
using Kind = PipelineChange::Kind;

// For a plugin to answer what was cancelled; one that does not is ended.
constexpr Time after_cancel = 5s;

PipelinePlan* planned(Plan& plan, const std::string& name) {
    const auto found =
        std::find_if(plan.pipelines.begin(), plan.pipelines.end(), [&](const PipelinePlan& one) {
            return one.pipeline.name == name;
        });
    return found == plan.pipelines.end() ? nullptr : &*found;
}

// A reload goes on with sources; only a run begins them anew.
RunOptions going_on(RunOptions options) {
    options.from_start = false;
    return options;
}

}  // namespace

Swaps::Swaps(Seat seat, Plan& wanted, PlanChange change, Locks locks, Moment now)
    : seat_{seat}, options_{going_on(seat.options)}, change_{std::move(change)} {
    seat_.assembly.go_by(wanted);
    for (std::size_t place = 0; place < change_.size(); ++place) {
        const auto& [name, kind] = change_[place];
        if (kind == Kind::unchanged) {
            continue;
        }
        Swap& swap = swaps_.emplace_back();
        swap.place = place;
        swap.old = running(name);
        swap.wanted = planned(wanted, name);
        if (auto lock = locks.extract(name)) {
            swap.lock = std::move(lock.mapped());
        }
        if (swap.old != nullptr) {
            swap.patience = now.time + swap.old->settings().drain_timeout;
            swap.old->stop_reading();
            swap.old->flush();
        }
    }
}

PipelineRun* Swaps::running(const std::string& name) const {
    const Pipelines& pipelines = seat_.assembly.pipelines();
    const auto found = std::find_if(pipelines.begin(), pipelines.end(), [&](const auto& one) {
        return one->name() == name;
    });
    return found == pipelines.end() ? nullptr : found->get();
}

bool Swaps::step(Moment now) {
    const std::size_t open = swaps_.size();
    std::erase_if(swaps_, [&](Swap& swap) {
        const bool is_ready = swap.old == nullptr || is_over(swap, now);
        if (is_ready) {
            change_[swap.place].kind = replace(swap, now);
        }
        return is_ready;
    });
    return swaps_.size() != open;
}

// Its plugin has ended, and what it delivered is durable.
bool Swaps::is_over(Swap& swap, Moment now) {
    if (!swap.is_shut_down) {
        if (!is_drained(swap, now)) {
            return false;
        }
        swap.old->shutdown(now);
        swap.old->commit(now, true);
        swap.is_shut_down = true;
    }
    return swap.old->is_durable();
}

bool Swaps::is_drained(Swap& swap, Moment now) {
    if (swap.old->is_over()) {
        return true;
    }
    if (swap.is_cancelled) {
        return swap.old->delivery().in_flight() == 0 || now.time >= swap.patience;
    }
    if (now.time >= swap.patience) {
        swap.old->cancel();
        swap.is_cancelled = true;
        swap.patience = now.time + after_cancel;
    }
    return false;
}

// The old one leaves its users' lanes before the new one reads again what was pending.
Kind Swaps::replace(Swap& swap, Moment now) {
    const PipelineChange& change = change_[swap.place];
    PipelinePlan* before = nullptr;
    if (swap.old != nullptr) {
        before = &swap.old->plan();
        swap.lock = seat_.assembly.retire(*swap.old, now);
    }
    Kind became = change.kind;
    if (swap.wanted != nullptr) {
        if (const auto failure = start(*swap.wanted, std::move(swap.lock), now)) {
            seat_.log.error(
                "the pipeline does not start as the files say now",
                {{"pipeline", change.name}, {"why", failure->text}}
            );
            became = Kind::not_running;
        }
    }
    if (became == Kind::not_running && before != nullptr) {
        const auto failure = start(*before, std::nullopt, now);
        became = failure ? became : Kind::as_it_was;
        if (failure) {
            seat_.log.error(
                "nor does it start as it was; its records stay pending: mend that and send SIGHUP "
                "again",
                {{"pipeline", change.name}, {"why", failure->text}}
            );
        }
    }
    seat_.assembly.drop_idle_accounts();
    return became;
}

// Nothing runs afterwards if its source is done already.
std::optional<CannotStart>
Swaps::start(PipelinePlan& plan, std::optional<PipelineLock> lock, Moment now) {
    Pipelines& pipelines = seat_.assembly.pipelines();
    const std::size_t before = pipelines.size();
    if (auto failure = seat_.assembly.add_pipeline(plan, options_, std::move(lock))) {
        return failure;
    }
    if (pipelines.size() == before) {
        return std::nullopt;
    }
    PipelineRun& begun = *pipelines.back();
    if (const auto error = seat_.assembly.history().begin(begun, now.unix.count())) {
        seat_.log.warn(
            "the run is missing in the history", {{"pipeline", begun.name()}, {"why", error->text}}
        );
    }
    seat_.status.begin(begun, seat_.assembly.store(), now);
    return std::nullopt;
}

}  // namespace host
