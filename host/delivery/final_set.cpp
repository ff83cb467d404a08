#include "host/delivery/final_set.hpp"

#include <algorithm>

namespace host {
namespace {

bool is_before(const FinalUpdate& a, const FinalUpdate& b) {
    return a.ordinal != b.ordinal ? a.ordinal < b.ordinal : a.sub < b.sub;
}

}  // namespace

void append_run(std::vector<FinalRun>& runs, FinalRun run) {
    if (!runs.empty() && run.first <= runs.back().last + 1) {
        runs.back().last = std::max(runs.back().last, run.last);
    } else {
        runs.push_back(run);
    }
}

FinalSet::FinalSet(const Checkpoint& checkpoint) : updates_{checkpoint.updates} {
    std::vector<FinalRun> runs = checkpoint.runs;
    std::erase_if(runs, [](const FinalRun& run) { return run.last < run.first; });
    std::sort(runs.begin(), runs.end(), [](const FinalRun& a, const FinalRun& b) {
        return a.first < b.first;
    });
    for (const FinalRun& run : runs) {
        append_run(runs_, run);
    }
    std::sort(updates_.begin(), updates_.end(), is_before);
}

bool FinalSet::has(std::uint64_t ordinal) const {
    if (runs_.empty() || ordinal > runs_.back().last) {
        return false;
    }
    const auto run = std::lower_bound(
        runs_.begin(),
        runs_.end(),
        ordinal,
        [](const FinalRun& candidate, std::uint64_t wanted) { return candidate.last < wanted; }
    );
    return run->first <= ordinal;
}

bool FinalSet::has(std::uint64_t ordinal, std::uint32_t sub) const {
    return std::binary_search(
               updates_.begin(), updates_.end(), FinalUpdate{ordinal, sub}, is_before
           ) ||
           has(ordinal);
}

void FinalSet::append_from(std::uint64_t ordinal, Checkpoint& checkpoint) const {
    for (const FinalRun& run : runs_) {
        if (run.last >= ordinal) {
            append_run(checkpoint.runs, {std::max(run.first, ordinal), run.last});
        }
    }
    const auto from =
        std::lower_bound(updates_.begin(), updates_.end(), FinalUpdate{ordinal, 0}, is_before);
    checkpoint.updates.insert(checkpoint.updates.end(), from, updates_.end());
}

std::uint64_t FinalSet::records() const {
    std::uint64_t sum = 0;
    for (const FinalRun& run : runs_) {
        sum += run.last - run.first + 1;
    }
    return sum;
}

}  // namespace host
