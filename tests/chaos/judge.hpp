// The oracle: holds what an episode left behind against what host.md promises. Pure; names updates
// by their marks, never values.
#pragma once

#include "tests/chaos/evidence.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace chaos {

// Promises that were broken, a sentence each; few of each kind are told, all are counted.
class Breaches {
public:
    void add(const std::string& kind, const std::string& what);
    bool empty() const { return counts_.empty(); }
    std::string text() const;

private:
    std::map<std::string, std::size_t> counts_;
    std::string text_;
};

// Nothing was invented: each arrival is an update of a load that has to arrive, with the user and
// the attributes that it was made with; merged, also with what older ones of the user said last.
// Gives those that are.
std::vector<Known> judge_payloads(const Evidence& evidence, Breaches& breaches);

// Every update has the fate that it owes, or was superseded where that may be; counts, ledger and
// rejects agree.
void judge_fates(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches);

// Per user of a pipeline: an update goes only once every older one has its final answer, unless it
// may take the place of those that wait; in one run none comes after a newer one; the last that was
// accepted is the newest. Per user of the account: one at a time.
void judge_order(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches);

// What a run answered for good comes again only if the run was killed, and then no more than it had
// in flight and one commit group; a stop at once may repeat what was in flight; a clean end
// nothing.
void judge_repeats(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches);

// Where no update may take another's attributes away, the last that was accepted of each attribute
// of a user is what the newest update that names it says.
void judge_profiles(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches);

// All of them.
Breaches judge(const Evidence& evidence);

// `alpha-17.0 of crm-3`, for people.
std::string name_of(const Evidence& evidence, Place place);

// A line for each request: number, run, update, and how it ended.
std::string requests_text(const Evidence& evidence);

}  // namespace chaos
