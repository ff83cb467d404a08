// Evidence of a small episode in which every promise was kept, for tests that break one each.
#pragma once

#include "tests/chaos/judge.hpp"

#include <string>

namespace chaos::test {

// alpha-0 and alpha-1 of user a, alpha-2 of user b, alpha-3 filtered, alpha-4 not to be sent,
// alpha-5 refused.
struct Kept {
    Evidence evidence;

    Kept() {
        Load load;
        load.pipeline = "alpha";
        load.file = "alpha.ndjson";
        for (std::size_t record = 0; record < 6; ++record) {
            load.lines.push_back(record + 1);
        }
        load.updates = {
            owed(0, "a"),
            owed(1, "a"),
            owed(2, "b"),
            {3, 0, "a", Duty::filter, {}, {}},
            {4, 0, "", Duty::reject_unsent, "bad_json", {}},
            {5, 0, refused_user, Duty::refuse, "refused", {{"alpha", "alpha-5"}}}};
        evidence.loads.push_back(load);
        evidence.credit = 1;
        evidence.runs.push_back({});
        evidence.rejects = {{0, 5, 0, "bad_json"}, {0, 6, 0, "refused"}};
        evidence.totals.push_back(
            {{"records", 6},
             {"updates", 6},
             {"delivered", 3},
             {"rejected", 2},
             {"filtered", 1},
             {"superseded", 0},
             {"finished", 1}}
        );
        for (std::size_t record = 0; record < 3; ++record) {
            arrive(record);
        }
        arrive(5).is_accepted = false;
        last().status = 400;
    }

    // The next request: accepted, answered, and over before the next one.
    support::Arrival& arrive(std::size_t record) {
        const std::string user = record == 5 ? refused_user : record == 2 ? "b" : "a";
        support::Arrival arrival;
        arrival.sequence = evidence.arrivals.size() + 1;
        arrival.ended_after = arrival.sequence;
        arrival.connection = 100 * (evidence.runs.size() - 1) + 1;
        arrival.id = user;
        arrival.attributes = {{"alpha", mark_of("alpha", record)}};
        arrival.status = 200;
        arrival.is_accepted = arrival.is_replied = true;
        evidence.arrivals.push_back(arrival);
        return evidence.arrivals.back();
    }
    support::Arrival& last() { return evidence.arrivals.back(); }

    // The run ends so, and another begins.
    void next_run(End how) {
        evidence.runs.back().end = how;
        evidence.runs.push_back({100 * evidence.runs.size(), End::clean, 0, 0});
    }

    std::string breaches() const { return judge(evidence).text(); }

private:
    static Update owed(std::size_t record, const std::string& user) {
        return {record, 0, user, Duty::deliver, {}, {{"alpha", mark_of("alpha", record)}}};
    }
};

}  // namespace chaos::test
