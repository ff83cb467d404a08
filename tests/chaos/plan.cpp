#include "tests/chaos/plan.hpp"

#include "tests/chaos/chance.hpp"

#include <array>
#include <utility>

namespace chaos {
namespace {

constexpr std::array<std::pair<Storm, const char*>, 12> storms{{
    {Storm::calm, "calm"},
    {Storm::server_errors, "server errors"},
    {Storm::resets, "resets"},
    {Storm::half_replies, "half replies"},
    {Storm::hangs, "hangs"},
    {Storm::unauthorized, "401"},
    {Storm::forbidden, "403"},
    {Storm::too_many, "429"},
    {Storm::slow_tail, "a slow tail"},
    {Storm::expired_tokens, "expired tokens"},
    {Storm::outage, "an outage"},
    {Storm::everything, "everything"},
}};

struct Weighted {
    Blow blow;
    const char* name;
    unsigned weight;
};
constexpr std::array<Weighted, 12> blows{{
    {Blow::kill, "kill -9", 10},
    {Blow::kill_at_start, "kill -9 at the start", 2},
    {Blow::term, "SIGTERM", 2},
    {Blow::term_twice, "SIGTERM twice", 1},
    {Blow::freeze, "SIGSTOP and SIGCONT", 2},
    {Blow::hung_disk, "a disk that hangs", 1},
    {Blow::hung_disk_kill, "a disk that hangs, then kill -9", 2},
    {Blow::kill_runner, "kill -9 of the plugin's process", 4},
    {Blow::clock_jump, "the wall clock jumps", 4},
    {Blow::failing_disk, "a disk that fails", 6},
    {Blow::reload, "SIGHUP, the file has changed", 6},
    {Blow::wrong_file, "SIGHUP, the file is wrong", 1},
}};

constexpr std::array<const char*, 3> disk_faults{"full", "io", "readonly"};
constexpr std::array<std::pair<Coalesce, const char*>, 2> coalescings{{
    {Coalesce::replace, "replace"},
    {Coalesce::merge, "merge"},
}};

template <class Table, class Of>
const char* name_in(const Table& table, Of of) {
    for (const auto& row : table) {
        if (row.first == of) {
            return row.second;
        }
    }
    return "?";
}

const char* name(Blow blow) {
    for (const Weighted& row : blows) {
        if (row.blow == blow) {
            return row.name;
        }
    }
    return "?";
}

// Seconds: an hour, days and a breath, to both sides.
constexpr std::array<std::int64_t, 7> jumps{-200'000, -3'700, -3, 0, 3, 3'700, 200'000};

bool ends_run(Blow blow) {
    return blow != Blow::freeze && blow != Blow::hung_disk && blow != Blow::kill_runner &&
           blow != Blow::clock_jump && blow != Blow::reload && blow != Blow::wrong_file;
}

bool is_possible(Blow blow, const Plan& plan) {
    return (blow != Blow::kill_runner || plan.has_runner) &&
           (blow != Blow::clock_jump || plan.has_bad_clock) &&
           (blow != Blow::failing_disk || !plan.disk_fault.empty());
}

Blow any_blow(Chance& chance, const Plan& plan) {
    const auto weight = [&](const Weighted& row) {
        return is_possible(row.blow, plan) ? row.weight : 0U;
    };
    unsigned sum = 0;
    for (const Weighted& row : blows) {
        sum += weight(row);
    }
    auto at = static_cast<unsigned>(chance.below(sum));
    for (const Weighted& row : blows) {
        if (at < weight(row)) {
            return row.blow;
        }
        at -= weight(row);
    }
    return Blow::kill;
}

Storm any_storm(Chance& chance, Blow blow, const Plan& plan) {
    const Storm storm = chance.one_in(3) ? Storm::calm : chance.any_of(storms).first;
    const bool is_of_tokens = storm == Storm::unauthorized || storm == Storm::expired_tokens;
    // A refused credential pauses for 30 s: only a run that ends soon is refused one that it cannot
    // renew.
    const bool pauses_long =
        storm == Storm::forbidden || (is_of_tokens && !plan.needs_profile_token);
    return pauses_long && !ends_run(blow) ? Storm::everything : storm;
}

void add_steps(Plan& plan, Chance& chance, std::size_t count, std::uint64_t budget) {
    for (std::size_t i = 0; i < count; ++i) {
        Step step;
        step.blow = any_blow(chance, plan);
        step.storm = any_storm(chance, step.blow, plan);
        step.requests = step.blow == Blow::kill_at_start ? chance.below(2)
                                                         : 1 + chance.below(2 * budget / count);
        if (step.blow == Blow::clock_jump) {
            step.clock_ahead = chance.any_of(jumps);
        }
        plan.steps.push_back(step);
    }
}

// What kind of host: one that coalesces, or one that sends all on a disk that may fail, by turns.
void choose_host(Plan& plan, Chance& chance) {
    const bool sends_all = plan.episode % 2 == 1;
    plan.delay_ms = static_cast<unsigned>(1 + chance.below(4));
    plan.connections = 4U << chance.below(3);
    plan.has_runner = chance.one_in(3);
    plan.coalesce = sends_all ? Coalesce::off : chance.any_of(coalescings).first;
    plan.has_bad_clock = chance.one_in(3);
    plan.disk_fault = sends_all ? chance.any_of(disk_faults) : "";
    plan.is_metered = sends_all ? chance.one_in(3) : chance.one_in(2);
    plan.needs_profile_token = chance.one_in(2);
}

void choose_loads(Plan& plan, Chance& chance, Length length) {
    const std::size_t records = (length == Length::brief ? 2400 : 7000) + chance.below(1000);
    // Of a host that coalesces little is left to send if the users are few.
    plan.users = plan.coalesce == Coalesce::off ? 100 + chance.below(400) : records / 2;
    plan.loads.push_back({"alpha", Format::ndjson, records, 0, plan.users});
    if (chance.one_in(3)) {
        return;
    }
    // Users in common with the first, and some of its own. An empty cell is no more and no less
    // than none: what it does to a merge is no promise.
    const std::size_t half = plan.users / 2;
    const bool is_csv = chance.one_in(2) && plan.coalesce != Coalesce::merge;
    plan.loads.push_back(
        {"beta", is_csv ? Format::csv : Format::ndjson, records / 2, half / 2, half}
    );
}

// Updates that can be counted on to be sent before the end.
std::uint64_t budget_of(const Plan& plan) {
    std::uint64_t budget = 0;
    for (const LoadPlan& load : plan.loads) {
        budget += (plan.coalesce == Coalesce::off ? load.records : load.users) * 7 / 10;
    }
    return budget;
}

}  // namespace

Plan make_plan(std::uint64_t seed, std::size_t episode, Length length) {
    constexpr std::uint64_t spread = 0x9e3779b97f4a7c15U;
    Chance chance{seed * spread + episode};
    Plan plan;
    plan.seed = seed;
    plan.episode = episode;
    choose_host(plan, chance);
    choose_loads(plan, chance, length);
    add_steps(plan, chance, length == Length::brief ? 6 : 14, budget_of(plan));
    if (plan.coalesce == Coalesce::off && !plan.is_metered) {
        // While most of it is left, and nothing else waits for the disk: more could become final
        // than one commit group.
        plan.steps.front() = {Storm::calm, 1 + chance.below(100), Blow::hung_disk_kill};
    }
    if (chance.one_in(2)) {
        // The last run is paused when it heals.
        plan.steps.push_back({Storm::outage, 1 + chance.below(100), Blow::freeze});
    }
    return plan;
}

const char* name_of(Coalesce coalesce) {
    return coalesce == Coalesce::off ? "off" : name_in(coalescings, coalesce);
}

std::string text_of(const Step& step) {
    return std::string{name_in(storms, step.storm)} + "; after " + std::to_string(step.requests) +
           " requests " + name(step.blow) +
           (step.blow == Blow::clock_jump ? " to " + std::to_string(step.clock_ahead) + " s" : "");
}

std::string text_of(const Plan& plan) {
    std::string text = "episode " + std::to_string(plan.episode) + ": ";
    for (const LoadPlan& load : plan.loads) {
        text += load.pipeline + " (" + std::to_string(load.records) + " records of " +
                std::to_string(load.users) + " users, " +
                (load.format == Format::csv ? "csv" : "ndjson") + "), ";
    }
    text += std::to_string(plan.connections) + " connections, " + std::to_string(plan.delay_ms) +
            " ms a reply, plugin " + (plan.has_runner ? "in its own process" : "in the host") +
            (plan.needs_profile_token ? ", profile token" : "") +
            (plan.is_metered ? ", metered" : "") + ", coalesce " + name_of(plan.coalesce) +
            (plan.disk_fault.empty() ? "" : ", disk fault " + plan.disk_fault) + "\n";
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        text += "  " + std::to_string(i + 1) + ". " + text_of(plan.steps[i]) + "\n";
    }
    return text + "  then it heals, and the run goes to its end\n";
}

}  // namespace chaos
