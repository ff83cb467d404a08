#include "host/run/known_status.hpp"

#include "host/report/status_file.hpp"
#include "host/run/quotas.hpp"
#include "host/state/pipeline_lock.hpp"
#include "host/state/store.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace host {
namespace {

// What the process that runs it wrote; none before its first word.
std::optional<Snapshot>
live_status(const std::string& directory, const std::string& pipeline, std::int64_t process) {
    auto file = read_status_file(status_file(directory, pipeline));
    const bool is_its = file && file->pipelines.size() == 1 &&
                        file->pipelines.front().pipeline == pipeline &&
                        file->pipelines.front().process == process;
    return is_its ? std::move(file) : std::nullopt;
}

void add_source(PipelineStatus& status, const StoredSource& stored) {
    status.state = stored.finished ? "finished" : "not running";
    status.as_of_ms = stored.saved_ms;
    status.counts = stored.counts;
    status.pending = stored.counts.pending();
    status.source.path = stored.identity.path;
    status.source.record = stored.checkpoint.next.ordinal;
    status.source.bytes = stored.checkpoint.next.end;
    if (stored.identity.path != "-") {
        status.source.total_bytes = stored.identity.size;
    }
}

void add_run(PipelineStatus& status, const RunRow& run) {
    status.started_ms = run.started_ms;
    status.ended_ms = run.ended_ms;
    status.run_counts = run.counts;
    if (run.ended_ms != 0) {
        status.exit = run.exit;
    }
}

// Everything that the state knows of one pipeline.
class Teller {
public:
    Teller(Store& store, const Plan& plan, std::int64_t now_ms)
        : store_{store}, plan_{plan}, now_ms_{now_ms} {}

    sluice::Result<PipelineStatus, CannotStart> tell(const Pipeline& pipeline) {
        const auto holder = lock_holder(plan_.config.state_dir, pipeline.name);
        auto live =
            holder ? live_status(plan_.config.state_dir, pipeline.name, *holder) : std::nullopt;
        if (live) {
            listen_ = live->listen;
            add_rejects(live->pipelines.front());
            return std::move(live->pipelines.front());
        }
        auto status = from_state(pipeline);
        if (status && holder) {
            status->process = *holder;
            status->state = "running";
        }
        return status;
    }

    // Of the last one that runs.
    const std::string& listen() const { return listen_; }

private:
    sluice::Result<PipelineStatus, CannotStart> from_state(const Pipeline& pipeline) {
        PipelineStatus status;
        status.pipeline = pipeline.name;
        status.destination = pipeline.destination;
        status.state = "never ran";
        const auto stored = store_.source(pipeline.name);
        if (!stored) {
            return cannot_use(stored.error());
        }
        if (*stored) {
            add_source(status, **stored);
        }
        const auto runs = store_.runs(pipeline.name, 1);
        if (!runs) {
            return cannot_use(runs.error());
        }
        if (!runs->empty()) {
            add_run(status, runs->front());
        }
        add_quota(status);
        add_rejects(status);
        return status;
    }

    void add_quota(PipelineStatus& status) {
        const auto planned = std::find_if(
            plan_.pipelines.begin(),
            plan_.pipelines.end(),
            [&](const PipelinePlan& one) { return one.pipeline.name == status.pipeline; }
        );
        if (planned == plan_.pipelines.end() || quota_of(*planned).limit == 0) {
            return;
        }
        const QuotaLimit limit = quota_of(*planned);
        const auto used = store_.quota_used(planned->account(), limit.window, now_ms_);
        QuotaStatus& quota = status.quota.emplace();
        quota.account = planned->account();
        quota.limit = limit.limit;
        quota.window_ms = static_cast<std::uint64_t>(limit.window.count());
        quota.used = used ? *used : 0;
        quota.left = limit.limit - std::min(quota.used, limit.limit);
    }

    void add_rejects(PipelineStatus& status) {
        RejectFilter of_pipeline;
        of_pipeline.pipeline = status.pipeline;
        if (const auto kept = store_.count_rejects(of_pipeline)) {
            status.rejects_kept = *kept;
        }
    }

    Store& store_;
    const Plan& plan_;
    std::int64_t now_ms_;
    std::string listen_;
};

PipelineStatus never_ran(const Pipeline& pipeline) {
    PipelineStatus status;
    status.pipeline = pipeline.name;
    status.destination = pipeline.destination;
    status.state = "never ran";
    return status;
}

}  // namespace

sluice::Result<Snapshot, CannotStart> known_status(const Plan& plan, std::int64_t now_ms) {
    Snapshot snapshot;
    snapshot.version = SLUICE_VERSION;
    snapshot.now_ms = now_ms;
    snapshot.state_directory = plan.config.state_dir;
    // Asking must not make a state where none is.
    if (!std::filesystem::exists(std::filesystem::path{plan.config.state_dir} / "state.db")) {
        for (const Pipeline& pipeline : plan.config.pipelines) {
            snapshot.pipelines.push_back(never_ran(pipeline));
        }
        return snapshot;
    }
    auto store = Store::open({.directory = plan.config.state_dir});
    if (!store) {
        return cannot_use(store.error());
    }
    Teller teller{*store, plan, now_ms};
    for (const Pipeline& pipeline : plan.config.pipelines) {
        auto status = teller.tell(pipeline);
        if (!status) {
            return status.error();
        }
        snapshot.pipelines.push_back(*std::move(status));
    }
    snapshot.listen = teller.listen();
    return snapshot;
}

}  // namespace host
