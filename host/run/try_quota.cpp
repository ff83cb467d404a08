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

}  // namespace

sluice::Result<TryQuota, CannotStart>
TryQuota::take(const Plan& plan, const PipelinePlan& pipeline) {
    auto committer = Committer::open({.directory = plan.config.state_dir});
    if (!committer) {
        return cannot_use(committer.error());
    }
    auto lock = PipelineLock::take(plan.config.state_dir, pipeline.pipeline.name);
    if (!lock) {
        return cannot_use(lock.error());
    }
    TryQuota quota{*std::move(committer), *std::move(lock)};
    if (auto refusal = quota.reserve(pipeline)) {
        return *std::move(refusal);
    }
    return quota;
}

std::optional<CannotStart> TryQuota::reserve(const PipelinePlan& pipeline) {
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
        return cannot_use(*error);
    }
    if (grants.empty()) {
        return CannotStart{
            exit_state,
            "expected the state to answer within 15 s, found no answer: another process holds it; "
            "try again, or see `sluice state check`"};
    }
    if (grants.front().count == 0) {
        return CannotStart{
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
