// At least once, and how much more than once.
#include "host/run/commit_pace.hpp"
#include "tests/chaos/judge.hpp"

#include <map>
#include <utility>

namespace chaos {
namespace {

std::size_t most_of(const Run& run, std::size_t credit) {
    switch (run.end) {
    case End::clean:
        return 0;
    case End::stopped_now:
        return credit;
    case End::killed:
        return credit + host::CommitPace::group;
    }
    return 0;
}

}  // namespace

void judge_repeats(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> answered_in;  // by update: the run
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> undone;       // by run and load
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> doubled;  // within a run, likewise
    for (const Known& one : known) {
        const auto before = answered_in.find({one.place.load, one.place.update});
        if (before != answered_in.end()) {
            auto& repeats = before->second == one.run ? doubled : undone;
            ++repeats[{before->second, one.place.load}];
            answered_in.erase(before);
        }
        if (one.is_answered()) {
            answered_in[{one.place.load, one.place.update}] = one.run;
        }
    }
    const auto tell = [&](const auto& repeats, const char* how, const auto& most) {
        for (const auto& [key, count] : repeats) {
            const std::size_t allowed = most(evidence.runs[key.first]);
            if (count > allowed) {
                breaches.add(
                    "repeats",
                    std::to_string(count) + " updates of " + evidence.loads[key.second].pipeline +
                        " that run " + std::to_string(key.first) +
                        " had an answer for came again " + how + ", at most " +
                        std::to_string(allowed) + " are allowed"
                );
            }
        }
    };
    tell(undone, "in a later one", [&](const Run& run) { return most_of(run, evidence.credit); });
    // What a killed plugin knew and had not told goes to the next one.
    tell(doubled, "in it", [&](const Run& run) { return run.runner_kills * evidence.credit; });
}

}  // namespace chaos
