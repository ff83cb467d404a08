// What an episode will do: its load, its host and the row of faults, all of it by its seed. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace chaos {

// How the far side fails, until the next step says otherwise.
enum class Storm : std::uint8_t {
    calm,
    server_errors,  // 500, 503, 408
    resets,         // connections reset before and after the request took effect
    half_replies,
    hangs,         // no reply at all
    unauthorized,  // 401 until the token is fetched again
    forbidden,     // 403, likewise
    too_many,      // 429 and 503 with a time to wait
    slow_tail,
    expired_tokens,  // tokens are refused in the middle
    outage,          // nothing gets through
    everything,      // a little of each
};

// What happens to the host, once it has made so many requests.
enum class Blow : std::uint8_t {
    kill,            // SIGKILL
    kill_at_start,   // before it has sent anything, or soon after
    term,            // SIGTERM: it drains
    term_twice,      // SIGTERM twice: it stops at once
    freeze,          // SIGSTOP until all its requests were answered, then SIGCONT
    hung_disk,       // nothing becomes durable until no more is sent, then the disk goes on
    hung_disk_kill,  // the same, then SIGKILL
    kill_runner,     // SIGKILL to the plugin's own process
    clock_jump,      // the wall clock is another, from now on
    failing_disk,    // the state cannot be written until the run has ended
    reload,          // SIGHUP: pipelines have another setting, and go on
    wrong_file,      // SIGHUP with a file that is none: all go on as they were
};

struct Step {
    Storm storm = Storm::calm;
    std::uint64_t requests = 0;  // more than there were when the step began
    Blow blow = Blow::kill;
    std::int64_t clock_ahead = 0;  // seconds, of a clock_jump
};

enum class Format : std::uint8_t { ndjson, csv };
enum class Coalesce : std::uint8_t { off, replace, merge };

struct LoadPlan {
    std::string pipeline;
    Format format = Format::ndjson;
    std::size_t records = 0;
    std::size_t first_user = 0;  // crm-<first_user> and the `users` that follow
    std::size_t users = 0;
};

struct Plan {
    std::uint64_t seed = 0;
    std::size_t episode = 0;
    std::vector<LoadPlan> loads;  // a pipeline each, all to one account
    std::size_t users = 0;        // that the sandbox knows
    unsigned delay_ms = 0;        // of every reply
    std::size_t connections = 0;  // of each pipeline's plugin
    bool has_runner = false;      // the plugin in a process of its own
    Coalesce coalesce = Coalesce::off;
    bool is_metered = false;  // a quota that is not reached: it has to be reserved all the same
    bool has_bad_clock = false;
    std::string disk_fault;  // "full", "io", "readonly": how a failing disk fails; "": never
    bool needs_profile_token = false;
    std::vector<Step> steps;

    // Updates of one pipeline that are at the plugin, at most: four for each connection.
    std::size_t credit() const { return connections * 4; }
};

// How much of it: the gate's seconds, or the long way by hand.
enum class Length : std::uint8_t { brief, full };

Plan make_plan(std::uint64_t seed, std::size_t episode, Length length);

// As in a pipeline file.
const char* name_of(Coalesce coalesce);
std::string text_of(const Plan& plan);
std::string text_of(const Step& step);

}  // namespace chaos
