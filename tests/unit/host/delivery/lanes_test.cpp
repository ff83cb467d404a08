#include "host/delivery/lanes.hpp"
#include "host/delivery/update_queue.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <random>
#include <set>
#include <vector>

using host::Lanes;
using host::Update;
using host::UpdateQueue;
using host::UserKey;

namespace {

struct Street {
    Lanes lanes;
    UpdateQueue ready;
    std::deque<Update> updates;

    Update& join(UserKey first, UserKey second = 0) {
        Update& update = updates.emplace_back();
        update.keys = {first, second};
        update.ready = &ready;
        lanes.join(update);
        return update;
    }

    std::vector<Update*> take_ready() {
        std::vector<Update*> taken;
        for (; !ready.empty(); ready.pop_front()) {
            taken.push_back(ready.front());
        }
        return taken;
    }
};

using Updates = std::vector<Update*>;

// What Lanes promises, written down without links: an update is ready if none of those before it
// that are still there shares a key with it.
class Model {
public:
    void join(const Update* update, std::array<UserKey, 2> keys) {
        open_.push_back({update, keys});
    }
    void leave(const Update* update) {
        open_.remove_if([update](const Open& open) { return open.update == update; });
    }
    std::set<const Update*> ready() const {
        std::set<const Update*> ready;
        std::set<UserKey> taken;
        for (const Open& open : open_) {
            const bool is_free = std::none_of(open.keys.begin(), open.keys.end(), [&](UserKey key) {
                return key != 0 && taken.count(key) != 0;
            });
            if (is_free) {
                ready.insert(open.update);
            }
            taken.insert(open.keys.begin(), open.keys.end());
        }
        return ready;
    }

private:
    struct Open {
        const Update* update;
        std::array<UserKey, 2> keys;
    };
    std::list<Open> open_;
};

}  // namespace

TEST_CASE("the last of a user is the one behind which nobody stands in any of its lanes") {
    Street street;
    CHECK(street.lanes.last_of({1, 0}) == nullptr);
    CHECK(street.lanes.last_of({0, 0}) == nullptr);
    Update& first = street.join(1, 2);
    CHECK(street.lanes.last_of({1, 2}) == &first);
    CHECK(street.lanes.last_of({1, 0}) == nullptr);
    CHECK(street.lanes.last_of({1, 3}) == nullptr);
    Update& second = street.join(1, 2);
    CHECK(street.lanes.last_of({1, 2}) == &second);
    Update& other = street.join(4, 2);
    // It would pass the one of the other user.
    CHECK(street.lanes.last_of({1, 2}) == nullptr);
    CHECK(street.lanes.last_of({4, 2}) == &other);
    street.lanes.leave(first);
    street.lanes.leave(second);
    CHECK(street.lanes.last_of({1, 2}) == nullptr);
    Update& twice = street.join(5, 5);
    CHECK(street.lanes.last_of({5, 5}) == &twice);
    CHECK(street.lanes.last_of({5, 0}) == &twice);
    CHECK(street.lanes.last_of({0, 5}) == nullptr);
    Update& by_second = street.join(0, 6);
    CHECK(street.lanes.last_of({0, 6}) == &by_second);
}

TEST_CASE("updates of one user go one after the other, in the order they came") {
    Street street;
    Update& first = street.join(1);
    Update& second = street.join(1);
    Update& third = street.join(1);
    CHECK(street.take_ready() == Updates{&first});
    street.lanes.leave(first);
    CHECK(street.take_ready() == Updates{&second});
    street.lanes.leave(second);
    CHECK(street.take_ready() == Updates{&third});
    street.lanes.leave(third);
    CHECK(street.lanes.size() == 0);
}

TEST_CASE("another user is not held up") {
    Street street;
    Update& first = street.join(1);
    street.join(1);
    Update& other = street.join(2);
    CHECK(street.take_ready() == Updates{&first, &other});
}

TEST_CASE("an update without a key waits for nobody") {
    Street street;
    Update& first = street.join(0);
    Update& second = street.join(0);
    CHECK(street.take_ready() == Updates{&first, &second});
    street.lanes.leave(first);
    street.lanes.leave(second);
    CHECK(street.lanes.size() == 0);
}

TEST_CASE("an update with two keys waits until it heads both lanes") {
    Street street;
    Update& a = street.join(1);
    Update& b = street.join(2);
    Update& both = street.join(1, 2);
    CHECK(street.take_ready() == Updates{&a, &b});
    street.lanes.leave(b);
    CHECK(street.take_ready().empty());
    street.lanes.leave(a);
    CHECK(street.take_ready() == Updates{&both});
}

TEST_CASE("an update whose two keys are equal does not wait for itself") {
    Street street;
    Update& first = street.join(5, 5);
    Update& second = street.join(5, 5);
    CHECK(street.take_ready() == Updates{&first});
    street.lanes.leave(first);
    CHECK(street.take_ready() == Updates{&second});
    street.lanes.leave(second);
    CHECK(street.lanes.size() == 0);
}

TEST_CASE("an update that leaves from the middle lets nobody overtake") {
    Street street;
    Update& first = street.join(1);
    Update& middle = street.join(1);
    Update& last = street.join(1);
    CHECK(street.take_ready() == Updates{&first});
    street.lanes.leave(middle);
    CHECK(street.take_ready().empty());
    street.lanes.leave(first);
    CHECK(street.take_ready() == Updates{&last});
}

TEST_CASE("a lane of two pipelines wakes the queue of the one whose turn it is") {
    Street street;
    UpdateQueue other;
    Update& first = street.join(1);
    Update& theirs = street.updates.emplace_back();
    theirs.keys = {1, 0};
    theirs.ready = &other;
    street.lanes.join(theirs);
    CHECK(other.empty());
    CHECK(street.take_ready() == Updates{&first});
    street.lanes.leave(first);
    CHECK(street.ready.empty());
    CHECK(other.front() == &theirs);
}

TEST_CASE("lanes agree with the brute-force model over random schedules and never block") {
    const unsigned users = GENERATE(2U, 5U, 40U);
    std::mt19937_64 chance{users};
    Street street;
    Model model;
    std::vector<Update*> ready;
    std::vector<Update*> waiting;
    std::size_t open = 0;
    for (int step = 0; step < 6'000 || open > 0; ++step) {
        const bool joins = step < 6'000 && open < 60 && chance() % 2 == 0;
        if (joins) {
            const std::array<UserKey, 2> keys{chance() % (users + 1), chance() % (users + 1)};
            model.join(&street.join(keys[0], keys[1]), keys);
            ++open;
        } else if (open > 0) {
            // No deadlock: as long as something is open, something is ready.
            REQUIRE_FALSE(ready.empty());
            const std::size_t which = chance() % ready.size();
            Update* update = ready[which];
            ready.erase(ready.begin() + static_cast<std::ptrdiff_t>(which));
            street.lanes.leave(*update);
            model.leave(update);
            --open;
        }
        for (Update* update : street.take_ready()) {
            ready.push_back(update);
        }
        REQUIRE(std::set<const Update*>(ready.begin(), ready.end()) == model.ready());
    }
    CHECK(street.lanes.size() == 0);
}
