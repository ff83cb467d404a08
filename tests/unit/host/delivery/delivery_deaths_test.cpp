#include "host/delivery/delivery.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <span>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;
using Fate = host::Became::Fate;
using Tokens = std::vector<std::uint64_t>;

namespace {

const std::string how = "killed by SIGSEGV";

std::vector<Fate> die(Desk& desk) {
    std::vector<Fate> fates;
    for (const Became& became : desk.delivery.plugin_died(how, {}, desk.now)) {
        fates.push_back(became.fate);
    }
    return fates;
}

// As a run of the source would see it: sends whatever may go, and the plugin dies as soon as it
// holds the record that was read as `poison`. True until nothing is left to send.
bool turn(Desk& desk, std::uint64_t poison) {
    std::vector<sluice_record> held;
    for (auto batch = desk.delivery.next_batch(desk.now); !batch.empty();
         batch = desk.delivery.next_batch(desk.now)) {
        held.insert(held.end(), batch.begin(), batch.end());
    }
    const std::string id = "p-" + std::to_string(poison) + "-0";
    const bool kills = std::any_of(held.begin(), held.end(), [&](const sluice_record& record) {
        return sluice::to_view(record.id) == id;
    });
    if (kills) {
        die(desk);
    } else {
        for (const sluice_record& record : held) {
            desk.answer(record.token, delivered());
        }
    }
    return !held.empty();
}

}  // namespace

TEST_CASE("what a dead plugin held is pending again, no attempt used, perhaps delivered") {
    Desk desk;
    desk.admit_many(3);
    CHECK(desk.send().size() == 3);
    CHECK(die(desk) == std::vector<Fate>(3, Fate::again));
    CHECK(desk.delivery.in_flight() == 0);
    CHECK(desk.delivery.counts().pending() == 3);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 3);
    CHECK(batch[0].attempt == 1);
    CHECK(sluice::to_view(batch[0].id) == "p-0-0");  // in the order they were in
    CHECK(sluice::to_view(batch[2].id) == "p-2-0");
    desk.answer(batch[0].token, delivered());
    CHECK(desk.delivery.counts().maybe_repeated == 1);
}

TEST_CASE("what the dead plugin was never given is merely pending again, in its order") {
    Desk desk;
    desk.admit_many(4);
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 4);
    desk.delivery.plugin_died(how, std::span{tokens}.last(2), desk.now);
    const auto again = desk.delivery.next_batch(desk.now);
    REQUIRE(again.size() == 4);
    CHECK(sluice::to_view(again[0].id) == "p-0-0");
    CHECK(sluice::to_view(again[3].id) == "p-3-0");
    for (const sluice_record& record : again) {
        CHECK(desk.answer(record.token, delivered()) == Fate::delivered);
    }
    CHECK(desk.delivery.counts().maybe_repeated == 2);
}

TEST_CASE("a suspect that was never given to the plugin stays a suspect, and is not rejected") {
    Desk desk;
    desk.admit({7});
    desk.send();
    die(desk);
    desk.send();
    die(desk);
    const Tokens alone = desk.send();
    REQUIRE(alone.size() == 1);
    CHECK(desk.delivery.plugin_died(how, alone, desk.now).empty());
    CHECK(desk.delivery.counts().rejected == 0);
    CHECK(desk.send().size() == 1);
    CHECK(die(desk) == std::vector{Fate::rejected});
}

TEST_CASE("a verdict of before the death finds its record no more") {
    Desk desk;
    desk.admit({7});
    const std::uint64_t token = desk.send_one();
    die(desk);
    CHECK(desk.answer(token, delivered()) == Fate::misbehaved);
    CHECK(desk.delivery.counts().pending() == 1);
}

TEST_CASE("a record that was in flight at two deaths is sent alone, one at a time") {
    Desk desk;
    desk.admit_many(3);
    desk.send();
    die(desk);
    desk.send();
    die(desk);
    desk.admit({99});  // innocent, and waits
    const Tokens first = desk.send();
    REQUIRE(first.size() == 1);
    CHECK_FALSE(desk.delivery.next_due(desk.now));  // only a verdict brings more
    CHECK(desk.answer(first[0], delivered()) == Fate::delivered);
    const Tokens second = desk.send();
    REQUIRE(second.size() == 1);
    CHECK(desk.answer(second[0], delivered()) == Fate::delivered);
    CHECK(desk.send_one() != 0);
}

TEST_CASE("a suspect that kills alone is rejected, and the reason tells the story") {
    Desk desk;
    desk.admit({7});
    for (int death = 1; death <= 2; ++death) {
        CHECK(desk.send_one() != 0);
        CHECK(die(desk) == std::vector{Fate::again});
    }
    CHECK(desk.send_one() != 0);
    CHECK(die(desk) == std::vector{Fate::rejected});
    const auto rejects = desk.delivery.take_rejects();
    REQUIRE(rejects.size() == 1);
    CHECK(rejects[0].why.code == "plugin_crash");
    CHECK(
        rejects[0].why.message ==
        "the plugin's process died 3 times while it held this record, the "
        "last time this record alone: killed by SIGSEGV"
    );
    CHECK(rejects[0].why.maybe_delivered);
    CHECK(rejects[0].attempts == 0);
    CHECK(desk.delivery.crash_rejects() == 1);
    CHECK(desk.delivery.is_idle());
}

TEST_CASE("of many records the one that kills is found in three deaths, all others are delivered") {
    Desk desk;
    desk.admit_many(200);
    while (turn(desk, 130)) {
    }
    CHECK(desk.delivery.is_idle());
    CHECK(desk.delivery.counts().delivered == 199);
    CHECK(desk.delivery.counts().rejected == 1);
    CHECK(desk.delivery.take_rejects().front().at.ordinal == 130);
    CHECK_FALSE(desk.account.pause().is_paused());
}

TEST_CASE("a user's later updates wait for the one that is under suspicion") {
    Desk desk;
    desk.admit({7});
    desk.admit({7});
    desk.send();
    die(desk);
    desk.send();
    die(desk);
    CHECK_FALSE(desk.delivery.is_behind_others());  // the suspect itself may go
    const auto alone = desk.delivery.next_batch(desk.now);
    REQUIRE(alone.size() == 1);
    CHECK(sluice::to_view(alone[0].id) == "p-0-0");
    CHECK(desk.answer(alone[0].token, delivered()) == Fate::delivered);
    const auto next = desk.delivery.next_batch(desk.now);
    REQUIRE(next.size() == 1);
    CHECK(sluice::to_view(next[0].id) == "p-1-0");
}

TEST_CASE("a suspect that send() refuses stays one") {
    Desk desk;
    desk.admit_many(2);
    desk.send();
    die(desk);
    desk.send();
    die(desk);
    const auto alone = desk.delivery.next_batch(desk.now);
    REQUIRE(alone.size() == 1);
    desk.delivery.send_failed(alone, desk.now);
    desk.pass(2min);
    CHECK(desk.send().size() == 1);
}

TEST_CASE("what must not be sent twice is rejected at the first death") {
    DeliveryStart of = start();
    of.settings.on_unknown = OnUnknown::reject;
    Desk desk{of};
    desk.admit({7});
    desk.send();
    CHECK(die(desk) == std::vector{Fate::rejected});
    const auto rejects = desk.delivery.take_rejects();
    REQUIRE(rejects.size() == 1);
    CHECK(rejects[0].why.code == "unknown_outcome");
    CHECK_THAT(rejects[0].why.message, Catch::Contains("killed by SIGSEGV"));
}

TEST_CASE("a plugin that dies five times in a row pauses its account, which says why") {
    Desk desk;
    for (int death = 1; death <= 4; ++death) {
        die(desk);  // while it was started: it held nothing
        CHECK_FALSE(desk.account.pause().is_paused());
        desk.pass(5min);
    }
    die(desk);
    CHECK(desk.account.pause().is_paused());
    CHECK(
        desk.account.pause().text() ==
        "plugin_crash: the plugin's process keeps dying: killed by SIGSEGV"
    );
}

TEST_CASE("a probe that the plugin dies of makes the pause longer") {
    Desk desk;
    desk.admit({7});
    for (int death = 1; death <= 5; ++death) {
        die(desk);
    }
    CHECK(desk.send().empty());
    desk.pass(1s);
    CHECK(desk.send_one() != 0);  // the probe
    die(desk);
    desk.pass(1s);
    CHECK(desk.send().empty());
    desk.pass(1s);
    const std::uint64_t probe = desk.send_one();
    REQUIRE(probe != 0);
    desk.answer(probe, delivered());
    CHECK_FALSE(desk.account.pause().is_paused());
}
