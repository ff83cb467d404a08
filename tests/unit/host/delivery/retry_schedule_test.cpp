#include "host/delivery/retry_schedule.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using host::RetrySchedule;
using host::Time;
using host::Update;

TEST_CASE("an update comes back when it is due and not before") {
    RetrySchedule schedule;
    Update update;
    CHECK_FALSE(schedule.next_due().has_value());
    schedule.push(update, 10s);
    CHECK(schedule.next_due() == Time{10s});
    CHECK(schedule.pop_due(10s - 1ns) == nullptr);
    CHECK(schedule.pop_due(10s) == &update);
    CHECK(schedule.pop_due(20s) == nullptr);
    CHECK(schedule.size() == 0);
}

TEST_CASE("updates that are due at the same time come in the order they failed") {
    RetrySchedule schedule;
    std::vector<Update> updates(20);
    for (Update& update : updates) {
        schedule.push(update, 5s);
    }
    for (Update& update : updates) {
        CHECK(schedule.pop_due(5s) == &update);
    }
}

TEST_CASE("updates come by due time, whatever the order they failed in") {
    std::mt19937_64 chance{3};
    RetrySchedule schedule;
    std::vector<Update> updates(500);
    std::vector<std::pair<Time, Update*>> model;
    for (Update& update : updates) {
        const Time due{static_cast<Time::rep>(chance() % 1000)};
        schedule.push(update, due);
        model.emplace_back(due, &update);
    }
    std::stable_sort(model.begin(), model.end(), [](const auto& a, const auto& b) {
        return a.first < b.first;
    });
    for (const auto& [due, update] : model) {
        REQUIRE(schedule.next_due() == due);
        REQUIRE(schedule.pop_due(1000ns) == update);
    }
}
