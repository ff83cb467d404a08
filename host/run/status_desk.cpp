#include "host/run/status_desk.hpp"

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
        PipelineStatus& status = snapshot->pipelines.emplace_back(pipeline->status(now));
        add_quota(status, *pipeline, now);
        const auto before = rejects_before_.find(pipeline->name());
        status.rejects_kept += before == rejects_before_.end() ? 0 : before->second;
    }
    board_.publish(std::move(snapshot));
}

void StatusDesk::add_quota(PipelineStatus& status, PipelineRun& pipeline, Moment now) const {
    const auto left = left_.find(pipeline.account_name());
    if (!status.quota || left == left_.end()) {
        return;
    }
    QuotaStatus& quota = *status.quota;
    quota.left = std::min(quota.limit, left->second + pipeline.account().quota().units(now.unix));
    quota.used = quota.limit - quota.left;
}

}  // namespace host
