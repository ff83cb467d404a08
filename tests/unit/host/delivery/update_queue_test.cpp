#include "host/delivery/update_queue.hpp"

#include <catch2/catch.hpp>

#include <array>

using host::Update;
using host::UpdateQueue;

TEST_CASE("the queue gives the first first, and what was put in front before it") {
    std::array<Update, 3> updates;
    UpdateQueue queue;
    CHECK(queue.empty());
    queue.push_back(updates[0]);
    queue.push_back(updates[1]);
    queue.push_front(updates[2]);
    CHECK(queue.size() == 3);
    CHECK(queue.front() == &updates[2]);
    queue.pop_front();
    CHECK(queue.front() == &updates[0]);
    queue.pop_front();
    CHECK(queue.front() == &updates[1]);
    queue.pop_front();
    CHECK(queue.empty());
    CHECK(queue.size() == 0);
}

TEST_CASE("the queue works on after it ran empty, from either end") {
    std::array<Update, 2> updates;
    UpdateQueue queue;
    queue.push_front(updates[0]);
    queue.push_back(updates[1]);
    queue.pop_front();
    CHECK(queue.front() == &updates[1]);
    queue.pop_front();
    queue.push_back(updates[0]);
    CHECK(queue.front() == &updates[0]);
    CHECK(queue.size() == 1);
}
