#include "host/run/status_desk.hpp"

#include "host/report/expected_end.hpp"
#include "host/run/quotas.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace host {
namespace {

constexpr Time interval = std::chrono::seconds{1};

}  // namespace

void StatusDesk::begin(PipelineRun& pipeline, Store& store, Moment now) {
    const bool is_replay = pipeline.generation().empty();  // its rejects are those that it delivers
    RejectFilter of_pipeline;
    of_pipeline.pipeline = pipeline.name();
    const auto kept = store.count_rejects(of_pipeline);
    rejects_before_[pipeline.name()] = kept && !is_replay ? *kept : 0;
    const QuotaLimit& quota = pipeline.account().quota().limit();
    const auto used = store.quota_used(pipeline.account_name(), quota.window, now.unix.count());
    quota_left(pipeline.account_name(), quota.limit - std::min(used ? *used : 0, quota.limit));
}

void StatusDesk::account_for(HostDid did, Moment now, const Pipelines& pipelines) {
    const Time since = std::exchange(accounted_until_, now.time);
    if (since == Time{0}) {
        return;
    }
    for (const auto& pipeline : pipelines) {
        pipeline->account_for(did, now.time - since, now);
    }
}

void StatusDesk::look(Moment now, const Pipelines& pipelines, const Committer& committer) {
    due_ = now.time + interval;
    account_for(HostDid::work, now, pipelines);
    auto snapshot = std::make_shared<Snapshot>(facts_);
    snapshot->now_ms = now.unix.count();
    if (const auto error = committer.error()) {
        snapshot->state_error = error->text;
    }
    for (const auto& pipeline : pipelines) {
        PipelineStatus& status =
            snapshot->pipelines.emplace_back(pipeline->status(now, quota_status(*pipeline, now)));
        const auto before = rejects_before_.find(pipeline->name());
        status.rejects_kept += before == rejects_before_.end() ? 0 : before->second;
    }
    board_.publish(std::move(snapshot));
}

// None if the pipeline's updates use none.
std::optional<QuotaStatus> StatusDesk::quota_status(PipelineRun& pipeline, Moment now) {
    if (quota_of(pipeline.plan()).limit == 0) {
        return std::nullopt;
    }
    Quota& quota = pipeline.account().quota();
    QuotaStatus told;
    told.account = pipeline.account_name();
    told.limit = quota.limit().limit;
    told.window_ms = static_cast<std::uint64_t>(quota.limit().window.count());
    told.left = std::min(told.limit, left_[told.account] + quota.units(now.unix));
    told.used = told.limit - told.left;
    if (pipeline.delivery().is_out_of_quota(now)) {
        told.free_at_ms = quota.when_free(now.unix).count();
    }
    const auto ticks = std::chrono::duration_cast<std::chrono::milliseconds>(now.time);
    const Pace pace = spending_[told.account].look(ticks, quota.spent(), 0);
    told.used_up_ms = used_up_at(told, pace.updates_per_second, now.unix.count());
    return told;
}

}  // namespace host
