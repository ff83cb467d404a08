#include "host/run/conductor.hpp"

#include "host/report/text.hpp"
#include "host/run/present.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <poll.h>
#include <string>

namespace host {
namespace {

using namespace std::chrono_literals;

// The longest wait: signals, progress and quota are looked at this often at least.
constexpr Time longest_wait = 1s;

timespec to_timespec(Time duration) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration);
    return {seconds.count(), (duration - seconds).count()};
}

}  // namespace

void Conductor::run() {
    for (Moment now = present(); !is_over(); now = present()) {
        obey_signals(now);
        if (stage_.committer.error() || !adds_up() || stops_asked_ > 1 ||
            (stops_asked_ == 1 && now.time >= drain_until_)) {
            break;
        }
        const bool is_busy = round(now);
        const bool has_swapped = stage_.reload.step(now);
        if (!is_busy && !has_swapped && !is_over()) {
            wait(now);
        }
    }
    shut_down();
}

bool Conductor::is_over() const {
    const Pipelines& pipelines = stage_.pipelines;
    return !stage_.reload.is_under_way() &&
           std::all_of(pipelines.begin(), pipelines.end(), [](const auto& pipeline) {
               return pipeline->is_over();
           });
}

bool Conductor::adds_up() const {
    return std::all_of(stage_.pipelines.begin(), stage_.pipelines.end(), [](const auto& pipeline) {
        return pipeline->adds_up();
    });
}

// One turn of every pipeline; true if any of them did something.
bool Conductor::round(Moment now) {
    bool busy = false;
    serve_quota(now);
    const std::size_t count = stage_.pipelines.size();
    const std::size_t first = first_;
    for (std::size_t turn = first; turn < first + count; ++turn) {
        const auto& pipeline = stage_.pipelines[turn % count];
        const bool verdicts = pipeline->take_verdicts(now);
        const bool read = pipeline->read_some();
        const bool sent = pipeline->send_some(now);
        pipeline->commit(now, false);
        // Who sent last comes last: what an account has little of, say of its rate, goes round.
        first_ = sent ? (turn + 1) % count : first_;
        busy = busy || read || (verdicts && sent && pipeline->patience() == 0ns);
    }
    watch_pauses(now);
    watch_lanes();
    report(now);
    return busy;
}

// Wishes of the accounts go to the state thread, its answers come back.
void Conductor::serve_quota(Moment now) {
    for (const auto& pipeline : stage_.pipelines) {
        Quota& quota = pipeline->account().quota();
        if (!quota.is_limited()) {
            continue;
        }
        for (const QuotaBlock& block : quota.take_expired(now.unix)) {
            give_back(*pipeline, block);
        }
        if (const auto wish = quota.wish(now.unix)) {
            const QuotaLimit& limit = quota.limit();
            stage_.committer.reserve(
                {pipeline->account_name(), *wish, limit.limit, limit.window, now.unix.count()}
            );
        }
    }
    for (const Grant& grant : stage_.committer.take_grants()) {
        take_grant(grant);
    }
}

void Conductor::give_back(PipelineRun& pipeline, const QuotaBlock& block) {
    stage_.committer.give_back(pipeline.account_name(), block.use_before.count(), block.count);
}

void Conductor::take_grant(const Grant& grant) {
    const auto owner =
        std::find_if(stage_.pipelines.begin(), stage_.pipelines.end(), [&](const auto& pipeline) {
            return pipeline->account_name() == grant.account;
        });
    if (owner == stage_.pipelines.end()) {  // a reload took its last pipeline meanwhile
        stage_.committer.give_back(grant.account, grant.use_before_ms, grant.count);
        return;
    }
    Quota& quota = (*owner)->account().quota();
    stage_.status.quota_left(grant.account, grant.left);
    if (grant.clock_set_back) {
        stage_.log.warn(
            "the clock was set back: older uses of the quota count as new",
            {{"account", grant.account}}
        );
    }
    if (grant.count != 0) {
        quota.grant({grant.count, UnixTime{grant.use_before_ms}});
        return;
    }
    quota.deny(UnixTime{grant.free_at_ms});
    const std::string free_at = utc_text(grant.free_at_ms);
    stage_.log.warn("the quota is used up", {{"account", grant.account}, {"free_at", free_at}});
}

// A file run does not wait for ever: what is pending stays for the next one.
void Conductor::watch_pauses(Moment now) {
    for (const auto& pipeline : stage_.pipelines) {
        Account& account = pipeline->account();
        const auto longest = pipeline->settings().max_pause;
        if (pipeline->is_stream() || pipeline->is_stopped() || pipeline->is_over()) {
            continue;
        }
        if (account.pause().lasted(now.time) >= longest) {
            pipeline->stop("paused for longer than max_pause: " + account.pause().text());
        } else if (pipeline->delivery().is_out_of_quota(now) && account.quota().when_free(now.unix) - now.unix > longest) {
            pipeline->stop(
                "the account's quota is used up until " +
                utc_text(account.quota().when_free(now.unix).count()) + "; run again then"
            );
        }
    }
}

// What a pipeline left behind when it stopped keeps its place in its users' lanes, so that their
// order holds. Who waits for that alone would wait for ever; at a reload another goes on with it.
void Conductor::watch_lanes() {
    if (stage_.reload.is_under_way()) {
        return;
    }
    const auto can_move = [](const PipelineRun& pipeline) {
        return !pipeline.is_over() &&
               (pipeline.may_read() || !pipeline.delivery().is_behind_others());
    };
    for (const auto& pipeline : stage_.pipelines) {
        const bool somebody_moves =
            std::any_of(stage_.pipelines.begin(), stage_.pipelines.end(), [&](const auto& one) {
                return &one->account() == &pipeline->account() && can_move(*one);
            });
        if (!somebody_moves && !pipeline->is_over()) {
            pipeline->stop("earlier updates of its users stand in a pipeline that has stopped; run "
                           "again once that one can go on");
        }
    }
}

void Conductor::obey_signals(Moment now) {
    // A look costs a system call: after each wait that saw one, and now and then while busy.
    if (!signalled_ && now.time - signals_looked_at_ < 10ms) {
        return;
    }
    signalled_ = false;
    signals_looked_at_ = now.time;
    const int asked = stage_.signals.take();
    if (asked != 0 && stops_asked_ == 0) {
        begin_stop(now);
    }
    stops_asked_ += asked;
    stage_.reload.obey_signal();
}

void Conductor::begin_stop(Moment now) {
    stage_.reload.give_up();
    Time patience = 0s;
    for (const auto& pipeline : stage_.pipelines) {
        pipeline->stop_reading();
        pipeline->flush();
        patience = std::max<Time>(patience, pipeline->settings().drain_timeout);
    }
    drain_until_ = now.time + patience;
    stage_.log.info("stopping: waiting for the answers under way; a second signal stops at once");
}

void Conductor::report(Moment now) {
    if (stage_.status.is_due(now.time)) {
        stage_.status.look(now, stage_.pipelines, stage_.committer);
    }
    const auto ticks = std::chrono::duration_cast<std::chrono::milliseconds>(now.time);
    if (!stage_.progress.is_due(ticks)) {
        return;
    }
    std::vector<PipelineProgress> states;
    for (const auto& pipeline : stage_.pipelines) {
        states.push_back(pipeline->progress(now));
    }
    stage_.progress.update(ticks, states);
}

void Conductor::wait(Moment now) {
    std::vector<pollfd> waits{
        {stage_.signals.fd(), POLLIN, 0},
        {stage_.committer.ack_fd(), POLLIN, 0},
        {stage_.reload.fd(), POLLIN, 0}};
    Time until = now.time + longest_wait;
    until = std::min<Time>(until, stage_.progress.next_due());
    until = std::min(until, stage_.status.next_due());
    Time patience = longest_wait;
    for (const auto& pipeline : stage_.pipelines) {
        if (const auto due = pipeline->next_due(now)) {
            until = std::min(until, *due);
        }
        if (pipeline->may_read() && pipeline->wait_fd() >= 0) {
            waits.push_back({pipeline->wait_fd(), POLLIN, 0});
        }
        if (!pipeline->is_over()) {
            patience = std::min<Time>(patience, pipeline->patience());
        }
    }
    if (patience == 0s) {
        waits.push_back({stage_.bell.fd(), POLLIN, 0});
    } else {
        until = std::min(until, now.time + patience);
    }
    const timespec timeout = to_timespec(std::max(until - now.time, Time{0}));
    stage_.status.account_for(HostDid::work, present(), stage_.pipelines);
    ppoll(waits.data(), waits.size(), &timeout, nullptr);
    stage_.status.account_for(HostDid::wait, present(), stage_.pipelines);
    signalled_ = waits[0].revents != 0 || waits[2].revents != 0;
    if (waits[1].revents != 0) {
        stage_.committer.clear_ack();
    }
    if (patience == 0s && waits.back().revents != 0) {
        stage_.bell.quiet();
    }
}

void Conductor::shut_down() {
    for (const auto& pipeline : stage_.pipelines) {
        if (!pipeline->is_over()) {
            pipeline->cancel();
        }
    }
    const Moment now = present();
    stage_.status.look(now, stage_.pipelines, stage_.committer);
    for (const auto& pipeline : stage_.pipelines) {
        pipeline->shutdown(now);
        pipeline->commit(now, true);
    }
    for (const auto& pipeline : stage_.pipelines) {
        // Pipelines of one account: the first gives all back.
        for (const QuotaBlock& block : pipeline->account().quota().take_unused()) {
            give_back(*pipeline, block);
        }
    }
    [[maybe_unused]] const bool durable =
        stage_.committer.flush();  // error() tells; run() looks at it
    stage_.progress.finish();
}

}  // namespace host
