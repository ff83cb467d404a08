#include "tests/chaos/episode.hpp"

#include "tests/chaos/chance.hpp"
#include "tests/chaos/storm.hpp"
#include "tests/support/busy_state.hpp"

#include <chrono>
#include <csignal>
#include <set>

namespace chaos {
namespace {

using namespace std::chrono_literals;

// Under a storm what is waited for may never come: then the blow falls all the same.
constexpr std::chrono::milliseconds longest_step = 2s;
// A pause for a refused credential is 30 s long; the rest is far sooner over.
constexpr std::chrono::milliseconds longest_healing = 90s;
constexpr std::chrono::milliseconds silence = 150ms;
constexpr int cannot_write = 74;

std::vector<Load> loads_of(const Plan& plan) {
    Chance chance{plan.seed * 31 + plan.episode};
    std::vector<Load> loads;
    for (const LoadPlan& load : plan.loads) {
        loads.push_back(make_load(load, chance));
    }
    return loads;
}

}  // namespace

Episode::Episode(const Plan& plan) : plan_{plan} {
    evidence_.loads = loads_of(plan);
    evidence_.credit = plan.credit();
    evidence_.coalesce = plan.coalesce;
    world_ = std::make_unique<World>(plan, evidence_.loads);
}

void Episode::play() {
    for (const Step& step : plan_.steps) {
        perform(step);
    }
    finish();
    evidence_.arrivals = world_->sandbox().ledger();
    evidence_.rejects = world_->rejects();
    evidence_.totals = world_->totals();
}

void Episode::perform(const Step& step) {
    if (run_ != nullptr && run_->has_ended()) {
        stop(End::clean);
    }
    world_->sandbox().script(script_of(step.storm, plan_.seed + step.requests));
    begin_run();
    await_requests(step.requests);
    if (step.storm == Storm::expired_tokens) {
        world_->sandbox().post("/_sandbox/revoke?what=all");
        await_requests(step.requests / 2);
    }
    switch (step.blow) {
    case Blow::kill:
    case Blow::kill_at_start:
        return kill();
    case Blow::term:
        run_->send(SIGTERM);
        return stop(End::clean);
    case Blow::term_twice:
        run_->send(SIGTERM);
        run_->send(SIGTERM);
        return stop(End::stopped_now);
    case Blow::freeze:
        return freeze();
    case Blow::hung_disk:
        return hang_disk();
    case Blow::hung_disk_kill:
        hang_disk();
        return kill();
    case Blow::kill_runner:
        return kill_runner();
    case Blow::failing_disk:
        return fail_disk();
    case Blow::reload:
        return reload(step);
    case Blow::wrong_file:
        return reload_wrong_file();
    case Blow::clock_jump:
        return world_->shift_clock(step.clock_ahead);
    }
}

void Episode::begin_run() {
    if (run_ == nullptr) {
        const std::uint64_t opened = world_->sandbox().count("connections_opened");
        evidence_.runs.push_back({opened, End::clean, 0, 0});
        run_ = std::make_unique<support::Process>(world_->run_spec());
    }
}

bool Episode::await(const std::function<bool()>& is_so) {
    return run_->await(is_so, longest_step);
}

void Episode::await_requests(std::uint64_t more) {
    const std::uint64_t until = world_->sandbox().count("requests") + more;
    await([&] { return world_->sandbox().count("requests") >= until; });
}

void Episode::await_silence() {
    std::uint64_t requests = 0;
    auto since = std::chrono::steady_clock::now();
    await([&] {
        const std::uint64_t found = world_->sandbox().count("requests");
        const auto now = std::chrono::steady_clock::now();
        since = found == requests ? since : now;
        requests = found;
        return now - since >= silence;
    });
}

void Episode::freeze() {
    run_->send(SIGSTOP);
    await([&] { return world_->sandbox().count("running") == 0; });
    run_->send(SIGCONT);
}

void Episode::hang_disk() {
    if (await([&] { return world_->has_state(); })) {
        const support::BusyState busy{world_->state_folder()};
        await_silence();
    }
}

// A record that is at the plugin at three deaths may be rejected for it: no run sees so many.
void Episode::kill_runner() {
    Run& run = evidence_.runs.back();
    if (run.runner_kills > evidence_.loads.size()) {
        return;
    }
    for (const pid_t child : children_of(run_->pid())) {
        if (!run_->has_ended() && ::kill(child, SIGKILL) == 0) {
            ++run.runner_kills;
        }
    }
}

// A run that has something to write ends by it, and cleanly: what is durable is whole.
void Episode::fail_disk() {
    world_->break_disk();
    if (await([&] { return run_->has_ended(); })) {
        stop(End::killed);
    }
    world_->mend_disk();
}

// False if it has not come so far that it would heed the signal.
bool Episode::hang_up() {
    if (!await([&] { return heeds_hangup(run_->pid()); })) {
        return false;
    }
    run_->send(SIGHUP);
    ++evidence_.runs.back().reloads;
    return true;
}

// Half of the time the next blow may fall before it is done.
void Episode::reload(const Step& step) {
    const std::size_t said = run_->err().size();
    world_->change_pipelines();
    if (hang_up() && step.requests % 2 == 0) {
        await([&] { return run_->err().find("reload: alpha", said) != std::string::npos; });
    }
}

void Episode::reload_wrong_file() {
    const std::size_t said = run_->err().size();
    world_->break_pipelines();
    if (hang_up()) {
        await([&] { return run_->err().find("reload refused", said) != std::string::npos; });
    }
    world_->mend_pipelines();
}

void Episode::kill() {
    run_->send(SIGKILL);
    stop(End::killed);
}

// Takes the run's end; what the run did by itself before the blow fell is a clean end.
void Episode::stop(End how) {
    const support::Finished run = run_->wait(longest_healing);
    const bool was_killed = run.exit == -SIGKILL;
    const bool is_cut = was_killed || run.exit == cannot_write;
    evidence_.runs.back().end = how == End::killed && !is_cut ? End::clean : how;
    kills_ += was_killed ? 1 : 0;
    if (!is_cut || (!was_killed && !world_->is_disk_broken())) {
        judge_end(run);
    }
    run_.reset();
}

// 0 done, 3 done with rejects, 4 stopped.
void Episode::judge_end(const support::Finished& run) {
    const std::string name = "run " + std::to_string(evidence_.runs.size() - 1);
    if (run.exit != 0 && run.exit != 3 && run.exit != 4) {
        misconduct_ += "  " + name + " ended with " + std::to_string(run.exit) +
                       ", expected 0, 3 or 4; it said:\n" + run.out + run.err;
    }
    if (run.out.find("does not add up") != std::string::npos) {
        misconduct_ += "  " + name + " says that its counts do not add up:\n" + run.out;
    }
}

// It heals while a run is under way: that one has to notice.
void Episode::finish() {
    if (run_ != nullptr && run_->has_ended()) {
        stop(End::clean);
    }
    begin_run();
    await_requests(1);
    world_->sandbox().script(script_of(Storm::calm, plan_.seed));
    const support::Finished run = run_->wait(longest_healing);
    judge_end(run);
    if (run.exit != 0 && run.exit != 3) {
        misconduct_ += "  the last run was to end by itself, and ended with " +
                       std::to_string(run.exit) + ":\n" + run.out + run.err;
    }
    run_.reset();
}

std::uint64_t Episode::repeats() const {
    std::set<std::pair<std::string, std::string>> different;
    std::uint64_t accepted = 0;
    for (const support::Arrival& arrival : evidence_.arrivals) {
        if (arrival.is_accepted) {
            std::string marks;
            for (const Load& load : evidence_.loads) {
                const auto found = arrival.attributes.find(load.pipeline);
                marks += found == arrival.attributes.end() ? "" : found->second;
            }
            different.emplace(marks, arrival.id);
            ++accepted;
        }
    }
    return accepted - different.size();
}

}  // namespace chaos
