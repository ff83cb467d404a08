// What the profiles hold at the end.
#include "tests/chaos/judge.hpp"

#include <map>
#include <utility>

namespace chaos {
namespace {

using Attribute = std::pair<std::string, std::string>;  // of a user

}  // namespace

void judge_profiles(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches) {
    if (evidence.coalesce == Coalesce::replace) {
        return;
    }
    std::map<Attribute, std::string> held;
    for (const Known& one : known) {
        for (const auto& [name, value] : one.arrival->attributes) {
            if (one.arrival->is_accepted) {
                held[{one.update->user, name}] = value;
            }
        }
    }
    std::map<Attribute, Place> owed;
    for (std::size_t load = 0; load < evidence.loads.size(); ++load) {
        const auto& updates = evidence.loads[load].updates;
        for (std::size_t i = 0; i < updates.size(); ++i) {
            for (const auto& [name, value] : updates[i].attributes) {
                // An odd one that is empty changes nothing, or takes an older one away.
                if (updates[i].duty == Duty::deliver && name != "odd") {
                    owed[{updates[i].user, name}] = {load, i};
                }
            }
        }
    }
    for (const auto& [attribute, place] : owed) {
        const Update& newest = evidence.loads[place.load].updates[place.update];
        const auto found = held.find(attribute);
        if (found == held.end() || found->second != newest.attributes.at(attribute.second)) {
            breaches.add(
                "profile",
                attribute.second + " is not what " + name_of(evidence, place) + " says, the newest"
            );
        }
    }
}

}  // namespace chaos
