// Newer updates that take the place of older ones, as the whole Delivery does it: by cases, and by
// random schedules against what a destination must hold in the end.
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;

namespace {

DeliveryStart coalescing(Coalesce how) {
    DeliveryStart of = start();
    of.settings.coalesce = how;
    of.plugin.is_idempotent = true;
    of.plugin.fields = {"id", "n", "profile.*"};
    of.plugin.key_slots = {0};
    return of;
}

sluice_value slot(Record& record, std::uint32_t type, std::string_view text) {
    sluice_value value{};
    value.type = text.empty() ? std::uint32_t{SLUICE_T_ABSENT} : type;
    value.len = static_cast<std::uint32_t>(text.size());
    value.u.s = record.arena.copy(text).data();
    return value;
}

// The next record: one update of the user; "" is a field that it does not have.
void admit(Desk& desk, UserKey user, std::string_view n, std::string_view profile = "") {
    std::unique_ptr<Record> record = desk.record();
    const auto values = record->arena.make<sluice_value>(3);
    values[0] = slot(*record, SLUICE_T_STR, std::to_string(user));
    values[1] = slot(*record, SLUICE_T_STR, n);
    values[2] = slot(*record, SLUICE_T_JSON, profile);
    const auto slots = record->arena.make<Slots>(1);
    slots[0] = {.values = values, .keys = {user, 0}};
    record->updates = slots;
    desk.delivery.admit(std::move(record));
}

struct Sent {
    std::uint64_t token = 0;
    std::string id;
    std::string user;
    std::string n;
    std::string profile;
    std::uint32_t attempt = 0;
};

std::string text_of(const sluice_value& value) {
    return {value.type == SLUICE_T_ABSENT ? "" : value.u.s, value.len};
}

std::vector<Sent> send(Desk& desk) {
    std::vector<Sent> sent;
    for (auto batch = desk.delivery.next_batch(desk.now); !batch.empty();
         batch = desk.delivery.next_batch(desk.now)) {
        for (const sluice_record& record : batch) {
            sent.push_back(
                {record.token,
                 std::string{sluice::to_view(record.id)},
                 text_of(record.values[0]),
                 text_of(record.values[1]),
                 text_of(record.values[2]),
                 record.attempt}
            );
        }
    }
    return sent;
}

Sent send_one(Desk& desk) {
    std::vector<Sent> sent = send(desk);
    REQUIRE(sent.size() == 1);
    return sent.front();
}

}  // namespace

TEST_CASE("without coalescing every update is sent") {
    Desk desk{coalescing(Coalesce::off)};
    admit(desk, 1, "a");
    admit(desk, 1, "b");
    CHECK(desk.answer(send_one(desk).token, delivered()) == Became::Fate::delivered);
    CHECK(send_one(desk).n == "b");
    CHECK(desk.delivery.counts().superseded == 0);
}

TEST_CASE("the newest update of a user stands for those that wait, and one in flight is left alone"
) {
    Desk desk{coalescing(Coalesce::replace)};
    admit(desk, 1, "a");
    const Sent first = send_one(desk);
    admit(desk, 1, "b", R"({"x":1})");
    admit(desk, 2, "other");
    admit(desk, 1, "c");
    admit(desk, 1, "d");
    CHECK(desk.delivery.counts().superseded == 2);
    CHECK(desk.delivery.counts().pending() == 3);
    CHECK(first.n == "a");
    CHECK(desk.answer(first.token, delivered()) == Became::Fate::delivered);
    const std::vector<Sent> rest = send(desk);
    REQUIRE(rest.size() == 2);
    CHECK(rest[0].n == "other");
    CHECK(rest[1].n == "d");
    CHECK(rest[1].profile.empty());
    CHECK(rest[1].id == "p-4-0");
    for (const Sent& sent : rest) {
        desk.answer(sent.token, delivered());
    }
    CHECK(desk.delivery.is_idle());
    CHECK(desk.delivery.open_records() == 0);
    CHECK(desk.delivery.open_bytes() == 0);
    CHECK(desk.delivery.checkpoint().next.ordinal == 5);
    CHECK_FALSE(desk.delivery.violation().has_value());
}

TEST_CASE("a replaced update is final at once, a merged one only with the one it went into") {
    for (const Coalesce how : {Coalesce::replace, Coalesce::merge}) {
        Desk desk{coalescing(how)};
        admit(desk, 1, "a");
        admit(desk, 1, "b");
        const bool is_merge = how == Coalesce::merge;
        CHECK(desk.delivery.counts().superseded == (is_merge ? 0 : 1));
        CHECK(desk.delivery.checkpoint().next.ordinal == (is_merge ? 0 : 1));
        CHECK_FALSE(desk.delivery.violation().has_value());
        desk.answer(send_one(desk).token, delivered());
        CHECK(desk.delivery.counts().superseded == 1);
        CHECK(desk.delivery.counts().delivered == 1);
        CHECK(desk.delivery.checkpoint().next.ordinal == 2);
        CHECK_FALSE(desk.delivery.violation().has_value());
    }
}

TEST_CASE("merged updates are one call with the newest value of each field and member") {
    Desk desk{coalescing(Coalesce::merge)};
    admit(desk, 1, "a", R"({"x":1,"y":1})");
    admit(desk, 1, "", R"({"y":2,"z":2})");
    admit(desk, 1, "c");
    const Sent sent = send_one(desk);
    CHECK(sent.n == "c");
    CHECK(sent.profile == R"({"x":1,"y":2,"z":2})");
    CHECK(sent.id == "p-2-0");
    desk.answer(sent.token, delivered());
    CHECK(desk.delivery.counts().superseded == 2);
    CHECK(desk.delivery.open_bytes() == 0);
}

TEST_CASE("one that waits for a retry gives its place and time to the newer one, which lives anew"
) {
    Desk desk{coalescing(Coalesce::replace)};
    admit(desk, 1, "a");
    desk.answer(send_one(desk).token, retry());
    REQUIRE(desk.delivery.waiting_for_retry() == 1);
    const auto due = desk.delivery.next_due(desk.now);
    admit(desk, 1, "b");
    CHECK(desk.delivery.waiting_for_retry() == 1);
    CHECK(desk.delivery.next_due(desk.now) == due);
    desk.pass(*due - desk.now.time);
    const Sent sent = send_one(desk);
    CHECK(sent.n == "b");
    CHECK(sent.attempt == 1);
    desk.pass(2h);
    CHECK(desk.answer(sent.token, rejected()) == Became::Fate::rejected);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].attempts == 1);
}

TEST_CASE("an update that nobody can say was delivered is not replaced unless it may be sent twice"
) {
    DeliveryStart of = coalescing(Coalesce::replace);
    of.plugin.is_idempotent = false;
    Desk desk{of};
    admit(desk, 1, "a");
    desk.answer(send_one(desk).token, no_answer());
    admit(desk, 1, "b");
    CHECK(desk.delivery.counts().superseded == 0);
    desk.pass(1min);
    const Sent again = send_one(desk);
    CHECK(again.n == "a");
    desk.answer(again.token, delivered());
    CHECK(send_one(desk).n == "b");
}

TEST_CASE("a newer update does not take the place of one of another pipeline") {
    Account account{QuotaLimit{}};
    Desk first{account, coalescing(Coalesce::replace)};
    Desk second{account, coalescing(Coalesce::replace)};
    admit(first, 1, "a");
    admit(second, 1, "b");
    CHECK(first.delivery.counts().superseded + second.delivery.counts().superseded == 0);
    CHECK(send(second).empty());
    first.answer(send_one(first).token, delivered());
    CHECK(send_one(second).n == "b");
}

TEST_CASE("when a merged update is rejected, all that went into it are kept, in their order") {
    Desk desk{coalescing(Coalesce::merge)};
    admit(desk, 1, "a");
    desk.answer(send_one(desk).token, no_answer());
    admit(desk, 1, "b");
    admit(desk, 1, "c");
    desk.pass(1min);
    CHECK(desk.answer(send_one(desk).token, rejected("too_large")) == Became::Fate::rejected);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 3);
    for (std::uint64_t i = 0; i < 3; ++i) {
        CHECK(rows[i].payload == "line " + std::to_string(i));
        CHECK(rows[i].at.ordinal == i);
        CHECK(rows[i].why.code == "too_large");
        CHECK(rows[i].why.maybe_delivered == (i == 0));
        CHECK(rows[i].keys == UserKeys{1, 0});
    }
    CHECK(desk.delivery.counts().rejected == 3);
    CHECK(desk.delivery.counts().superseded == 0);
    CHECK(desk.delivery.is_idle());
    CHECK(desk.delivery.open_bytes() == 0);
    CHECK_FALSE(desk.delivery.violation().has_value());
}

TEST_CASE("the source is read on for newer updates, up to the limits, unless coalescing is off") {
    const auto how = GENERATE(Coalesce::off, Coalesce::replace, Coalesce::merge);
    DeliveryStart of = coalescing(how);
    of.plugin.max_in_flight = 1;
    of.settings.max_open_records = 2000;
    Desk desk{of};
    std::uint64_t read = 0;
    for (; desk.delivery.has_room() && read < 10'000; ++read) {
        admit(desk, 1 + read % 1000, std::to_string(read));
    }
    if (how == Coalesce::off) {
        CHECK(read < 1000);
    } else if (how == Coalesce::replace) {
        CHECK(read == 10'000);
        CHECK(desk.delivery.open_records() == 1000);
    } else {
        CHECK(read == 2000);
    }
    CHECK_FALSE(desk.delivery.violation().has_value());
}

namespace {

using Fields = std::map<std::string, std::string>;

// What the destination holds of each user, and what it must hold in the end.
struct World {
    std::mt19937_64 chance;
    Desk desk;
    Coalesce how;
    std::map<std::string, Fields> held;
    std::map<std::string, Fields> wanted;
    std::vector<Sent> flights;
    std::uint64_t calls = 0;

    World(std::uint64_t seed, Coalesce of, DeliveryStart start)
        : chance{seed}, desk{std::move(start)}, how{of} {}

    std::uint64_t below(std::uint64_t n) { return chance() % n; }

    static void apply(Fields& fields, const std::string& n, const std::string& profile) {
        if (!n.empty()) {
            fields["n"] = n;
        }
        for (std::size_t at = profile.find('"'); at != std::string::npos;
             at = profile.find('"', at)) {
            const std::size_t colon = profile.find(':', at);
            const std::size_t end = profile.find_first_of(",}", colon);
            fields[profile.substr(at, colon - at)] = profile.substr(colon + 1, end - colon - 1);
            at = end;
        }
    }

    void read() {
        const std::string number = std::to_string(desk.read);
        const UserKey user = 1 + below(6);
        const std::string n = below(2) == 0 ? number : "";
        std::string profile;
        for (const char* member : {"\"a\":", "\"b\":", "\"c\":"}) {
            if (below(2) == 0) {
                profile += (profile.empty() ? "{" : ",") + std::string{member} + number;
            }
        }
        profile += profile.empty() ? "" : "}";
        Fields& fields = wanted[std::to_string(user)];
        if (how == Coalesce::replace) {
            fields.clear();
        }
        apply(fields, n, profile);
        admit(desk, user, n, profile);
    }

    void take(const Sent& sent) {
        Fields& fields = held[sent.user];
        if (how == Coalesce::replace) {
            fields.clear();
        }
        apply(fields, sent.n, sent.profile);
    }

    sluice::Outcome any_outcome() {
        switch (below(10)) {
        case 0:
            return retry();
        case 1:
            return no_answer();
        case 2:
            return busy(std::chrono::milliseconds{below(3000)});
        case 3:
            return cancelled();
        case 4:
            return auth_failed();
        default:
            return delivered();
        }
    }

    void answer() {
        if (flights.empty()) {
            return;
        }
        std::swap(flights[below(flights.size())], flights.back());
        const Sent sent = flights.back();
        flights.pop_back();
        const sluice::Outcome outcome = any_outcome();
        if (outcome.verdict == sluice::Verdict::delivered || outcome.maybe_delivered) {
            take(sent);
        }
        desk.answer(sent.token, outcome);
    }

    void turn(std::uint64_t records) {
        if (desk.read < records && desk.delivery.has_room() && below(3) != 0) {
            read();
        }
        if (below(3) == 0) {
            for (Sent& one : send(desk)) {
                ++calls;
                flights.push_back(std::move(one));
            }
        }
        answer();
        desk.pass(std::chrono::milliseconds{below(400)});
        REQUIRE_FALSE(desk.delivery.violation().has_value());
    }
};

}  // namespace

TEST_CASE("over random schedules a destination ends with what all updates in order would give") {
    const auto seed = GENERATE(range(1U, 11U));
    const Coalesce how = seed % 2 == 0 ? Coalesce::merge : Coalesce::replace;
    constexpr std::uint64_t records = 2000;
    DeliveryStart of = coalescing(how);
    of.plugin.max_in_flight = 3;
    of.plugin.max_life = std::chrono::hours{100};
    of.settings.max_open_records = 50;
    of.seed = seed;
    World world{seed, how, of};
    for (int turns = 0; world.desk.read < records || !world.desk.delivery.is_idle(); ++turns) {
        REQUIRE(turns < 100'000);
        world.turn(records);
    }
    CHECK(world.held == world.wanted);
    const Counts counts = world.desk.delivery.counts();
    CHECK(counts.updates == records);
    CHECK(counts.delivered + counts.superseded == records);
    CHECK(counts.superseded > 100);
    CHECK(world.desk.delivery.checkpoint().next.ordinal == records);
    CHECK(world.desk.delivery.checkpoint().runs.empty());
    CHECK(world.desk.delivery.open_bytes() == 0);
}
