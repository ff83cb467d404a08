#include "host/run/run_history.hpp"

#include "host/config/config_hash.hpp"

#include <utility>

namespace host {

std::optional<StateError> RunHistory::begin(const PipelineRun& pipeline, std::int64_t unix_ms) {
    const PipelinePlan& plan = pipeline.plan();
    RunRow row;
    row.pipeline = pipeline.name();
    row.generation = pipeline.generation();
    row.started_ms = unix_ms;
    row.config_hash = config_hash(plan.pipeline, plan.destination);
    row.plugin_hash = plan.file.sha256;
    const auto id = store_.begin_run(row);
    if (!id) {
        return id.error();
    }
    row.id = *id;
    rows_.insert_or_assign(&pipeline, std::move(row));
    return std::nullopt;
}

void RunHistory::end(const PipelineRun& pipeline, int exit, std::int64_t unix_ms) {
    auto node = rows_.extract(&pipeline);
    if (node.empty()) {
        return;
    }
    RunRow row = std::move(node.mapped());
    row.ended_ms = unix_ms;
    row.exit = exit;
    row.counts = pipeline.delivery().run_counts();
    if (const auto ended = store_.end_run(row); !ended) {
        log_.warn(
            "the end of the run is missing in the history",
            {{"pipeline", row.pipeline}, {"why", ended.error().text}}
        );
    }
}

}  // namespace host
