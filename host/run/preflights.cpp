#include "host/run/preflights.hpp"

#include "host/run/preflight.hpp"

#include <algorithm>
#include <utility>

namespace host {

std::optional<CannotStart>
run_preflights(Assembly& assembly, Plan& plan, const StopSignals& signals) {
    for (const auto& pipeline : assembly.pipelines()) {
        const auto planned = std::find_if(
            plan.pipelines.begin(),
            plan.pipelines.end(),
            [&](const PipelinePlan& one) { return one.pipeline.name == pipeline->name(); }
        );
        if (planned->pipeline.verify.preflight == 0) {
            continue;
        }
        const PreflightSeat seat{
            .plan = *planned,
            .start = pipeline->delivery().checkpoint().next,
            .instance = pipeline->instance(),
            .questions = pipeline->questions(),
            .counts = pipeline->verification().counts(),
            .redactor = assembly.redactor(),
            .bell = assembly.bell(),
            .signals = signals};
        if (auto stop = preflight(seat)) {
            return CannotStart{stop->exit, std::move(stop->text)};
        }
    }
    return std::nullopt;
}

}  // namespace host
