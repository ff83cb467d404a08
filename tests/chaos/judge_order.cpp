// Order: of a user's updates in a pipeline, and of all requests for a user.
#include "tests/chaos/judge.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace chaos {
namespace {

// One user's updates of one pipeline that have to arrive, in the order of the source.
struct Lane {
    std::vector<std::size_t> updates;       // of the load
    std::vector<std::uint64_t> settled_by;  // the last request before its final answer; 0: none yet
    std::size_t open = 0;                   // the first without a final answer
    std::size_t last_accepted = 0;
    std::map<std::size_t, std::size_t> last_in_run;
};

using Lanes = std::map<std::pair<std::size_t, std::string>, Lane>;  // by load and user

class Order {
public:
    Order(const Evidence& evidence, Breaches& breaches) : evidence_{evidence}, breaches_{breaches} {
        for (std::size_t load = 0; load < evidence.loads.size(); ++load) {
            const auto& updates = evidence.loads[load].updates;
            for (std::size_t i = 0; i < updates.size(); ++i) {
                if (updates[i].duty == Duty::deliver || updates[i].duty == Duty::refuse) {
                    Lane& lane = lanes_[{load, updates[i].user}];
                    lane.updates.push_back(i);
                    lane.settled_by.push_back(0);
                }
            }
        }
    }

    void look_at(const Known& one) {
        Lane& lane = lanes_.at({one.place.load, one.update->user});
        const auto found =
            std::lower_bound(lane.updates.begin(), lane.updates.end(), one.place.update);
        const auto at = static_cast<std::size_t>(found - lane.updates.begin());
        if (evidence_.coalesce == Coalesce::off) {
            look_at_older(lane, at, one);
        }
        look_at_run(lane, at, one);
        look_at_user(one);
        settle(lane, at, one);
    }

    void look_at_ends() {
        for (const auto& [key, lane] : lanes_) {
            const bool is_refused = key.second == refused_user;
            if (!is_refused && lane.last_accepted + 1 != lane.updates.size()) {
                breaches_.add(
                    "order",
                    name_of(evidence_, {key.first, lane.updates.back()}) +
                        " is not the last that was accepted of its user"
                );
            }
        }
    }

private:
    std::string name(const Known& one) const {
        return "request " + std::to_string(one.arrival->sequence) + ", " +
               name_of(evidence_, one.place);
    }

    // Each older one had its final answer before this one came.
    void look_at_older(const Lane& lane, std::size_t at, const Known& one) {
        for (std::size_t older = lane.open; older < at; ++older) {
            if (lane.settled_by[older] == 0 || lane.settled_by[older] >= one.arrival->sequence) {
                breaches_.add(
                    "order",
                    name(one) + ", came before " +
                        name_of(evidence_, {one.place.load, lane.updates[older]}) +
                        " had its final answer"
                );
                return;
            }
        }
    }

    // A reload begins again with what has no final answer: what was merged into one update comes
    // apart, and is judged by what was answered.
    void look_at_run(Lane& lane, std::size_t at, const Known& one) {
        const auto last = lane.last_in_run.find(one.run);
        if (last != lane.last_in_run.end() && last->second > at) {
            breaches_.add(
                "order",
                name(one) + ", came in run " + std::to_string(one.run) + " after " +
                    name_of(evidence_, {one.place.load, lane.updates[last->second]})
            );
        }
        if (evidence_.runs[one.run].reloads == 0 || one.is_answered()) {
            lane.last_in_run[one.run] = at;
        }
    }

    // The user's request before, by whichever pipeline, had ended. The far side learns late that a
    // plugin's process was killed.
    void look_at_user(const Known& one) {
        const support::Arrival*& before = last_of_user_[{one.run, one.update->user}];
        const bool is_alone = before == nullptr || (before->ended_after != 0 &&
                                                    before->ended_after < one.arrival->sequence);
        if (!is_alone && evidence_.runs[one.run].runner_kills == 0) {
            breaches_.add(
                "two at once",
                name(one) + ", came while request " + std::to_string(before->sequence) +
                    " of the same user was under way"
            );
        }
        before = one.arrival;
    }

    static void settle(Lane& lane, std::size_t at, const Known& one) {
        // The earliest: what a killed run had asked may be answered long after the next run's.
        const std::uint64_t ended = one.arrival->ended_after;
        std::uint64_t& settled = lane.settled_by[at];
        if (one.is_answered() && (settled == 0 || ended < settled)) {
            settled = ended;
        }
        while (lane.open < lane.updates.size() && lane.settled_by[lane.open] != 0 &&
               lane.settled_by[lane.open] < one.arrival->sequence) {
            ++lane.open;
        }
        if (one.arrival->is_accepted) {
            lane.last_accepted = at;
        }
    }

    const Evidence& evidence_;
    Breaches& breaches_;
    Lanes lanes_;
    std::map<std::pair<std::size_t, std::string>, const support::Arrival*> last_of_user_;
};

}  // namespace

void judge_order(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches) {
    Order order{evidence, breaches};
    for (const Known& one : known) {
        order.look_at(one);
    }
    order.look_at_ends();
}

}  // namespace chaos
