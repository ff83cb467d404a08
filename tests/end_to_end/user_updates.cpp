#include "tests/end_to_end/user_updates.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace end_to_end {

namespace {

std::size_t counter_of(const Arrival& arrival) {
    return std::stoull(arrival.attributes.at("n"));
}

std::string user_of(std::size_t update) {
    return "crm-" + std::to_string(update % UserUpdates::users);
}

std::string extended_line(std::size_t record) {
    std::string ids;
    for (std::size_t i = 3 * record; i < 3 * record + 3; ++i) {
        ids += (ids.empty() ? R"({"crm":")" : R"(,{"crm":")") + user_of(i) + "\"}";
    }
    return R"({"ids":[)" + ids + R"(],"traits":{"n":")" +
           std::to_string(3 * record / UserUpdates::users) + R"("}})";
}

// Which run a request came from: its connection belongs to one run alone.
std::size_t run_of(const Arrival& arrival, const std::vector<std::uint64_t>& opened_before) {
    const auto next =
        std::lower_bound(opened_before.begin(), opened_before.end(), arrival.connection);
    return static_cast<std::size_t>(next - opened_before.begin());
}

}  // namespace

std::vector<std::string> UserUpdates::sandbox(const std::string& delay_ms) {
    return {"--seed-ids", "crm-:" + std::to_string(users), "--delay-ms", delay_ms};
}

std::string UserUpdates::line(std::size_t i) {
    return R"({"id":")" + user_of(i) + R"(","traits":{"n":")" + std::to_string(i / users) +
           R"("}})";
}

void prepare_user_updates(Scene& scene, std::string_view more, Records records) {
    support::FileText file;
    file.destinations.front().config =
        "connections: " + std::to_string(UserUpdates::connections) + "\n";
    file.pipelines.front().more = more;
    if (records == Records::three_updates) {
        // A record's users have the same counter only if no round of users ends within it.
        static_assert(UserUpdates::users % 3 == 0);
        file.pipelines.front().mapping = "mbox3rdPartyId: ids[*].crm\nprofile.*: traits\n";
        scene.records(support::lines(UserUpdates::all / 3, extended_line));
    } else {
        scene.records(support::lines(UserUpdates::all, UserUpdates::line));
    }
    scene.pipelines(file);
}

void require_nothing_lost(const std::vector<Arrival>& accepted) {
    std::set<std::pair<std::string, std::size_t>> different;
    std::map<std::string, std::size_t> last;
    for (const Arrival& arrival : accepted) {
        different.emplace(arrival.id, counter_of(arrival));
        last[arrival.id] = counter_of(arrival);
    }
    REQUIRE(different.size() == UserUpdates::all);
    for (const auto& [id, counter] : last) {
        INFO(id);
        REQUIRE(counter == UserUpdates::each - 1);
    }
}

void require_order_per_user(
    const std::vector<Arrival>& accepted, const std::vector<std::uint64_t>& opened_before
) {
    std::map<std::pair<std::size_t, std::string>, const Arrival*> last;
    for (const Arrival& arrival : accepted) {
        const Arrival*& before = last[{run_of(arrival, opened_before), arrival.id}];
        if (before != nullptr) {
            INFO(arrival.id << ": " << counter_of(*before) << " then " << counter_of(arrival));
            const bool is_repeat =
                counter_of(*before) == counter_of(arrival) && !before->is_replied;
            REQUIRE((is_repeat || counter_of(*before) < counter_of(arrival)));
        }
        before = &arrival;
    }
}

}  // namespace end_to_end
