#include "host/run/try_quota.hpp"

#include "host/report/text.hpp"
#include "host/run/quotas.hpp"

#include <chrono>
#include <poll.h>
#include <utility>
#include <vector>

namespace host {
namespace {

using namespace std::chrono_literals;

// The state is another process's for as long as StateOptions::busy_timeout at most.
constexpr std::chrono::milliseconds patience = 15s;

TryQuota::Refusal state_failed(const StateError& error) {
    return {static_cast<ExitCode>(error.exit_code()), error.text};
}

}  // namespace

sluice::Result<TryQuota, TryQuota::Refusal>
TryQuota::take(const Plan& plan, const PipelinePlan& pipeline) {
    auto committer = Committer::open({.directory = plan.config.state_dir});
    if (!committer) {
        return state_failed(committer.error());
    }
    auto lock = PipelineLock::take(plan.config.state_dir, pipeline.pipeline.name);
    if (!lock) {
        return state_failed(lock.error());
    }
    TryQuota quota{*std::move(committer), *std::move(lock)};
    if (auto refusal = quota.reserve(pipeline)) {
        return *std::move(refusal);
    }
    return quota;
}

std::optional<TryQuota::Refusal> TryQuota::reserve(const PipelinePlan& pipeline) {
    const QuotaLimit limit = quota_of(pipeline);
    if (limit.limit == 0) {
        return std::nullopt;
    }
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch()
    );
    committer_.reserve({pipeline.account(), 1, limit.limit, limit.window, now.count()});
    pollfd ack{committer_.ack_fd(), POLLIN, 0};
    poll(&ack, 1, static_cast<int>(patience.count()));
    committer_.clear_ack();
    std::vector<Grant> grants = committer_.take_grants();
    if (const auto error = committer_.error()) {
        return state_failed(*error);
    }
    if (grants.empty()) {
        return Refusal{exit_state, "expected the state to answer within 15 s, found no answer"};
    }
    if (grants.front().count == 0) {
        return Refusal{
            exit_pending,
            "the account's quota is used up until " + utc_text(grants.front().free_at_ms) +
                "; nothing was sent"};
    }
    grant_ = std::move(grants.front());
    return std::nullopt;
}

void TryQuota::give_back() {
    if (grant_) {
        committer_.give_back(grant_->account, grant_->use_before_ms, grant_->count);
        grant_.reset();
    }
}

}  // namespace host
