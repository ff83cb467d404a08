#include "tests/chaos/judge.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace chaos {
namespace {

using Marks = std::map<std::pair<std::string, std::string>, Place>;  // by mark and user

Marks marks_of(const Evidence& evidence) {
    Marks marks;
    for (std::size_t load = 0; load < evidence.loads.size(); ++load) {
        const Load& one = evidence.loads[load];
        for (std::size_t i = 0; i < one.updates.size(); ++i) {
            const Update& update = one.updates[i];
            marks[{mark_of(one.pipeline, update.record), update.user}] = {load, i};
        }
    }
    return marks;
}

// Its mark is the attribute that is named like its pipeline.
std::string mark_in(const Evidence& evidence, const support::Arrival& arrival) {
    for (const Load& load : evidence.loads) {
        const auto found = arrival.attributes.find(load.pipeline);
        if (found != arrival.attributes.end()) {
            return found->second;
        }
    }
    return {};
}

// A connection belongs to one run alone.
std::size_t run_of(const Evidence& evidence, const support::Arrival& arrival) {
    const auto next = std::find_if(evidence.runs.begin(), evidence.runs.end(), [&](const Run& run) {
        return run.opened_before >= arrival.connection;
    });
    const auto at = next - evidence.runs.begin();
    return at == 0 ? 0 : static_cast<std::size_t>(at - 1);
}

// What the newest update before `place` of its user says of the attribute; nothing if none does.
std::optional<std::string>
older_value(const Evidence& evidence, Place place, const std::string& attribute) {
    const auto& updates = evidence.loads[place.load].updates;
    for (std::size_t i = place.update; i-- > 0;) {
        const Update& older = updates[i];
        const auto found = older.attributes.find(attribute);
        if (older.user == updates[place.update].user && found != older.attributes.end()) {
            return found->second;
        }
    }
    return std::nullopt;
}

// Its own attributes as they are, and where updates merge those of older ones, save the odd one,
// which every update names.
bool is_payload(const Evidence& evidence, const support::Arrival& arrival, Place place) {
    const auto& own = evidence.loads[place.load].updates[place.update].attributes;
    if (evidence.coalesce != Coalesce::merge) {
        return arrival.attributes == own;
    }
    const auto is_there = [&](const auto& attribute) {
        const auto found = arrival.attributes.find(attribute.first);
        return found != arrival.attributes.end() && found->second == attribute.second;
    };
    const auto is_owed = [&](const auto& attribute) {
        return own.contains(attribute.first) ||
               (attribute.first != "odd" &&
                older_value(evidence, place, attribute.first) == attribute.second);
    };
    return std::all_of(own.begin(), own.end(), is_there) &&
           std::all_of(arrival.attributes.begin(), arrival.attributes.end(), is_owed);
}

}  // namespace

void Breaches::add(const std::string& kind, const std::string& what) {
    constexpr std::size_t told = 10;
    if (++counts_[kind] <= told) {
        text_ += "  " + kind + ": " + what + '\n';
    }
}

std::string Breaches::text() const {
    std::string text = text_;
    for (const auto& [kind, count] : counts_) {
        text += "  in all " + std::to_string(count) + ' ' + kind + '\n';
    }
    return text;
}

std::string name_of(const Evidence& evidence, Place place) {
    const Load& load = evidence.loads.at(place.load);
    const Update& update = load.updates.at(place.update);
    return mark_of(load.pipeline, update.record) + '.' + std::to_string(update.sub) + " of " +
           update.user;
}

std::string requests_text(const Evidence& evidence) {
    std::string text;
    for (const support::Arrival& arrival : evidence.arrivals) {
        text += std::to_string(arrival.sequence) + " run " +
                std::to_string(run_of(evidence, arrival)) + ' ' + mark_in(evidence, arrival) +
                " of " + arrival.id + " status " + std::to_string(arrival.status) +
                (arrival.is_accepted ? " accepted" : "") + (arrival.is_replied ? " replied" : "") +
                " ended after " + std::to_string(arrival.ended_after) + '\n';
    }
    return text;
}

std::vector<Known> judge_payloads(const Evidence& evidence, Breaches& breaches) {
    const Marks marks = marks_of(evidence);
    std::vector<Known> known;
    for (const support::Arrival& arrival : evidence.arrivals) {
        const std::string mark = mark_in(evidence, arrival);
        const std::string name = "request " + std::to_string(arrival.sequence);
        const auto found = marks.find({mark, arrival.id});
        if (found == marks.end()) {
            breaches.add("invented", name + " is of no update and user that were asked for");
            continue;
        }
        const Place place = found->second;
        const Update& update = evidence.loads[place.load].updates[place.update];
        if (update.duty == Duty::filter || update.duty == Duty::reject_unsent) {
            breaches.add(
                "sent against its duty",
                name + " is " + name_of(evidence, place) + ", which is not to be sent"
            );
            continue;
        }
        if (!is_payload(evidence, arrival, place)) {
            breaches.add(
                "payload", name + " says not what " + name_of(evidence, place) + " was to say"
            );
        }
        known.push_back({&arrival, &update, place, run_of(evidence, arrival)});
    }
    return known;
}

Breaches judge(const Evidence& evidence) {
    Breaches breaches;
    const std::vector<Known> known = judge_payloads(evidence, breaches);
    judge_fates(evidence, known, breaches);
    judge_order(evidence, known, breaches);
    judge_repeats(evidence, known, breaches);
    judge_profiles(evidence, known, breaches);
    return breaches;
}

}  // namespace chaos
