#include "host/delivery/delivery.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;
using Fate = host::Became::Fate;
using Tokens = std::vector<std::uint64_t>;

TEST_CASE("a delivered record is final, counted, and the checkpoint passes it") {
    Desk desk;
    desk.admit({7});
    CHECK(desk.delivery.counts().pending() == 1);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 1);
    CHECK(batch[0].attempt == 1);
    CHECK(sluice::to_view(batch[0].id) == "p-0-0");
    CHECK(desk.delivery.checkpoint().next.ordinal == 0);
    const Became became = desk.delivery.on_result(batch[0].token, delivered(), desk.now);
    CHECK(became.fate == Fate::delivered);
    CHECK(became.ordinal == 0);
    CHECK(desk.delivery.checkpoint().next.ordinal == 1);
    CHECK(desk.delivery.counts().delivered == 1);
    CHECK(desk.delivery.is_idle());
}

TEST_CASE("the credit is the smaller of the plugin's and the settings'") {
    DeliveryStart of = start();
    of.plugin.max_in_flight = 20;
    SECTION("the plugin's") {
        of.settings.max_in_flight = 100;
    }
    SECTION("the settings'") {
        of.settings.max_in_flight = 5;
    }
    const std::size_t credit = std::min<std::size_t>(20, *of.settings.max_in_flight);
    Desk desk{of};
    desk.admit_many(50);
    CHECK(desk.delivery.credit() == credit);
    CHECK(desk.send().size() == credit);
    CHECK(desk.delivery.in_flight() == credit);
}

TEST_CASE("two updates of one user are never in flight at once, and go in order") {
    Desk desk;
    desk.admit({7});
    desk.admit({7});
    const std::uint64_t first = desk.send_one();
    REQUIRE(first != 0);
    CHECK(desk.answer(first, retry()) == Fate::again);
    desk.pass(1min);
    const std::uint64_t again = desk.send_one();
    REQUIRE(again != 0);
    CHECK(desk.delivery.on_result(again, delivered(), desk.now).ordinal == 0);
    const std::uint64_t second = desk.send_one();
    CHECK(desk.delivery.on_result(second, delivered(), desk.now).ordinal == 1);
}

TEST_CASE("a rejected update keeps payload, place, reason and attempts") {
    DeliveryStart of = start();
    of.plugin.fields = {"id", "profile.*"};
    Desk desk{of};
    desk.admit({7, 8});
    Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 2);
    desk.answer(tokens[0], delivered());
    CHECK(desk.answer(tokens[1], retry()) == Fate::again);
    desk.pass(1min);
    sluice::Outcome why = rejected("bad_tier");
    why.vendor_code = 400;
    why.field = 1;
    why.member = "tier";
    CHECK(desk.answer(desk.send_one(), why) == Fate::rejected);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at.ordinal == 0);
    CHECK(rows[0].sub == 1);
    CHECK(rows[0].attempts == 2);
    CHECK(rows[0].payload == "line 0");
    CHECK(rows[0].why.code == "bad_tier");
    CHECK(rows[0].why.field == "profile.tier");
    CHECK(rows[0].why.vendor_code == 400);
    CHECK(desk.delivery.take_rejects().empty());
    CHECK(desk.delivery.is_idle());
}

TEST_CASE("a line that never went out has its fate and its reject too") {
    Desk desk;
    desk.delivery.reject_unsent(desk.record(), {.code = "bad_json", .message = "m", .field = ""});
    desk.delivery.filter(desk.record());
    std::unique_ptr<Record> empty = desk.record();
    desk.delivery.admit(std::move(empty));
    CHECK(desk.delivery.counts().updates == 3);
    CHECK(desk.delivery.counts().records == 3);
    CHECK(desk.delivery.counts().rejected == 2);
    CHECK(desk.delivery.counts().filtered == 1);
    CHECK(desk.delivery.checkpoint().next.ordinal == 3);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].why.code == "bad_json");
    CHECK(rows[0].payload == "line 0");
    CHECK(rows[0].attempts == 0);
    CHECK(rows[1].why.code == "no_update");
}

TEST_CASE("a retry waits for its back-off and holds up nobody else") {
    Desk desk;
    desk.admit_many(2);
    const Tokens tokens = desk.send();
    desk.answer(tokens[0], retry());
    CHECK(desk.answer(tokens[1], delivered()) == Fate::delivered);
    CHECK(desk.delivery.waiting_for_retry() == 1);
    const Time due = desk.delivery.next_due(desk.now).value();
    CHECK(due >= desk.now.time);
    CHECK(due <= desk.now.time + 500ms);
    desk.pass(due - desk.now.time);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 1);
    CHECK(batch[0].attempt == 2);
    CHECK(desk.delivery.checkpoint().next.ordinal == 0);
    CHECK(desk.delivery.checkpoint().runs == std::vector<FinalRun>{{1, 1}});
}

TEST_CASE("a retry comes when the far side asked for it, within an hour") {
    Desk desk;
    desk.admit_many(1);
    sluice::Outcome later = retry();
    later.retry_after = 30s;
    desk.answer(desk.send_one(), later);
    CHECK(desk.delivery.next_due(desk.now) == desk.now.time + 30s);
}

TEST_CASE("an update whose life is over is given up with its history") {
    DeliveryStart of = start();
    of.settings.max_life = 10min;
    Desk desk{of};
    desk.admit_many(1);
    int sends = 0;
    while (!desk.delivery.is_idle()) {
        const std::uint64_t token = desk.send_one();
        REQUIRE(token != 0);
        ++sends;
        if (desk.answer(token, retry()) == Fate::again) {
            const Time due = desk.delivery.next_due(desk.now).value();
            desk.pass(due - desk.now.time);
        }
    }
    CHECK(desk.now.time <= 1000s + 10min);
    CHECK(desk.now.time > 1000s + 8min);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].why.code == "gave_up");
    CHECK(rows[0].attempts == static_cast<std::uint32_t>(sends));
    CHECK(rows[0].why.message.find("server: HTTP 500") != std::string::npos);
}

TEST_CASE("an update that waited for its turn too long is given up without being sent again") {
    DeliveryStart of = start();
    of.settings.max_life = 1min;
    Desk desk{of};
    desk.admit_many(1);
    sluice::Outcome later = retry();
    later.retry_after = 50s;
    CHECK(desk.answer(desk.send_one(), later) == Fate::again);
    desk.pass(2min);
    CHECK(desk.send().empty());
    CHECK(desk.delivery.take_rejects().at(0).why.code == "gave_up");
}

TEST_CASE("life stands still during a pause") {
    DeliveryStart of = start();
    of.settings.max_life = 10min;
    Desk desk{of};
    desk.admit_many(1);
    CHECK(desk.answer(desk.send_one(), busy()) == Fate::again);
    for (int i = 0; i < 30; ++i) {
        desk.pass(5min);
        REQUIRE(desk.answer(desk.send_one(), busy()) == Fate::again);
    }
    desk.pass(5min);
    CHECK(desk.answer(desk.send_one(), delivered()) == Fate::delivered);
}

TEST_CASE("a pause stops everything, uses no attempt, and one delivered probe ends it") {
    Desk desk;
    desk.admit_many(40);
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 40);
    for (const std::uint64_t token : tokens) {
        REQUIRE(desk.answer(token, busy(20s)) == Fate::again);
    }
    CHECK(desk.send().empty());
    CHECK(desk.account.pause().text() == "rate_limited: HTTP 429");
    CHECK(desk.delivery.next_due(desk.now) == desk.now.time + 20s);
    desk.pass(20s);
    const auto probe = desk.delivery.next_batch(desk.now);
    REQUIRE(probe.size() == 1);
    CHECK(probe[0].attempt == 1);
    CHECK(desk.send().empty());
    CHECK(desk.answer(probe[0].token, delivered()) == Fate::delivered);
    CHECK(desk.send().size() == 39);
}

TEST_CASE("a failed probe makes the next one another record") {
    Desk desk;
    desk.admit_many(2);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, busy());
    }
    desk.pass(1s);
    const Became first = desk.delivery.on_result(desk.send_one(), busy(), desk.now);
    CHECK(desk.send().empty());
    desk.pass(2s);
    const Became second = desk.delivery.on_result(desk.send_one(), delivered(), desk.now);
    CHECK(second.fate == Fate::delivered);
    CHECK(second.ordinal != first.ordinal);
}

TEST_CASE("refused credentials pause, drop nothing, use no attempt and are probed again") {
    Desk desk;
    desk.admit_many(3);
    for (const std::uint64_t token : desk.send()) {
        CHECK(desk.answer(token, auth_failed()) == Fate::again);
    }
    CHECK(desk.account.pause().kind() == PauseKind::authentication);
    CHECK(desk.delivery.counts().rejected == 0);
    desk.pass(29s);
    CHECK(desk.send().empty());
    desk.pass(1s);
    const auto probe = desk.delivery.next_batch(desk.now);
    REQUIRE(probe.size() == 1);
    CHECK(probe[0].attempt == 1);
    desk.answer(probe[0].token, delivered());
    CHECK(desk.send().size() == 2);
}

TEST_CASE("a pause of one pipeline holds its account's other pipelines, not other accounts") {
    Account shared{QuotaLimit{}};
    Desk one{shared, start()};
    Desk two{shared, start()};
    Desk elsewhere;
    one.admit_many(1);
    two.admit({7});
    elsewhere.admit_many(1);
    one.answer(one.send_one(), busy(10s));
    CHECK(two.send().empty());
    CHECK(elsewhere.send().size() == 1);
    two.pass(10s);
    CHECK(two.answer(two.send_one(), delivered()) == Fate::delivered);
    one.pass(10s);
    CHECK(one.send().size() == 1);
}

TEST_CASE("two pipelines of an account keep a user's order between them") {
    Account shared{QuotaLimit{}};
    DeliveryStart other = start();
    other.seed = 2;
    Desk one{shared, start()};
    Desk two{shared, other};
    one.admit({7});
    two.admit({7});
    const std::uint64_t first = one.send_one();
    CHECK(two.send().empty());
    one.answer(first, delivered());
    const std::uint64_t second = two.send_one();
    CHECK(second != 0);
    SECTION("and a token of one means nothing to the other") {
        one.admit({8});
        one.send();
        CHECK(one.answer(second, delivered()) == Fate::misbehaved);
        CHECK(one.delivery.in_flight() == 1);
    }
}

TEST_CASE("a verdict that is late, twice or invented touches nothing and is counted") {
    Desk desk;
    desk.admit_many(2);
    const Tokens tokens = desk.send();
    desk.answer(tokens[0], delivered());
    const Counts before = desk.delivery.counts();
    for (const std::uint64_t token : {tokens[0], std::uint64_t{0}, UINT64_MAX, tokens[1] + 1}) {
        CHECK(desk.answer(token, rejected()) == Fate::misbehaved);
    }
    CHECK(desk.delivery.misbehaviour().unknown_tokens == 4);
    CHECK(desk.delivery.counts() == before);
    CHECK(desk.delivery.in_flight() == 1);
    desk.answer(tokens[1], retry());
    desk.pass(1min);
    CHECK(desk.send().size() == 1);
    CHECK(desk.answer(tokens[1], delivered()) == Fate::misbehaved);
    CHECK(desk.delivery.in_flight() == 1);
}

TEST_CASE("a verdict that no version of the ABI knows is a retry and misbehaviour") {
    Desk desk;
    desk.admit_many(1);
    sluice::Outcome strange = verdict(static_cast<sluice::Verdict>(99));
    strange.whole_destination = true;
    CHECK(desk.answer(desk.send_one(), strange) == Fate::again);
    CHECK(desk.delivery.misbehaviour().unknown_verdicts == 1);
    CHECK_FALSE(desk.account.pause().is_paused());
}

TEST_CASE("a cancelled update is pending again, with no attempt used") {
    Desk desk;
    desk.admit_many(1);
    CHECK(desk.answer(desk.send_one(), cancelled()) == Fate::again);
    CHECK(desk.delivery.counts().pending() == 1);
    desk.pass(1s);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 1);
    CHECK(batch[0].attempt == 1);
}

TEST_CASE("a refused send loses nothing and uses no attempt") {
    Desk desk;
    desk.admit_many(3);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 3);
    desk.delivery.send_failed(batch, desk.now);
    CHECK(desk.delivery.in_flight() == 0);
    CHECK(desk.delivery.counts().pending() == 3);
    CHECK(desk.send().empty());
    CHECK(desk.delivery.next_due(desk.now).value() > desk.now.time);
    desk.pass(1s);
    const auto again = desk.delivery.next_batch(desk.now);
    REQUIRE_FALSE(again.empty());
    CHECK(again[0].attempt == 1);
}

TEST_CASE("what was sent without an answer is sent again only where that is allowed") {
    struct Row {
        bool is_idempotent;
        OnUnknown on_unknown;
        bool again;
    };
    const Row rows[] = {
        {true, OnUnknown::retry, true},
        {true, OnUnknown::reject, true},
        {false, OnUnknown::retry, true},
        {false, OnUnknown::reject, false},
    };
    std::vector<sluice::Outcome> unknowns{no_answer(), busy(), auth_failed(), cancelled()};
    for (const Row& row : rows) {
        for (sluice::Outcome unknown : unknowns) {
            unknown.maybe_delivered = true;
            CAPTURE(row.is_idempotent, static_cast<int>(row.on_unknown), unknown.code);
            DeliveryStart of = start();
            of.plugin.is_idempotent = row.is_idempotent;
            of.settings.on_unknown = row.on_unknown;
            Desk desk{of};
            desk.admit_many(1);
            const Fate fate = desk.answer(desk.send_one(), unknown);
            CHECK(fate == (row.again ? Fate::again : Fate::rejected));
            if (!row.again) {
                const RejectRow reject = desk.delivery.take_rejects().at(0);
                CHECK(reject.why.code == "unknown_outcome");
                CHECK(reject.why.maybe_delivered);
            }
        }
    }
}

TEST_CASE("that it may have been delivered sticks to an update through its retries") {
    Desk desk;
    desk.admit_many(2);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, no_answer());
    }
    desk.pass(1min);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, retry());
    }
    desk.pass(1min);
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 2);
    desk.answer(tokens[0], delivered());
    CHECK(desk.delivery.counts().maybe_repeated == 1);
    desk.answer(tokens[1], rejected());
    CHECK(desk.delivery.take_rejects().at(0).why.maybe_delivered);
}

TEST_CASE("the guard stops the run at the first answers, and nothing more is sent") {
    DeliveryStart of = start();
    of.settings.guard_first = 5;
    Desk desk{of};
    desk.admit_many(100);
    const Tokens tokens = desk.send();
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK_FALSE(desk.delivery.guard_stop().has_value());
        desk.answer(tokens[i], rejected());
    }
    CHECK(desk.delivery.guard_stop().has_value());
    CHECK(desk.send().empty());
    CHECK(desk.answer(tokens[5], delivered()) == Fate::delivered);
}

TEST_CASE("bad lines are not the destination's answers: the guard lets them pass") {
    DeliveryStart of = start();
    of.settings.guard_first = 5;
    Desk desk{of};
    for (int i = 0; i < 100; ++i) {
        desk.delivery.reject_unsent(
            desk.record(), {.code = "bad_json", .message = "", .field = ""}
        );
    }
    CHECK_FALSE(desk.delivery.guard_stop().has_value());
}

TEST_CASE("a stopped delivery sends nothing and still takes verdicts") {
    Desk desk;
    desk.admit_many(70);
    const Tokens tokens = desk.send();
    desk.answer(tokens[0], retry());
    desk.delivery.stop_sending();
    desk.pass(3h);
    CHECK(desk.send().empty());
    CHECK_FALSE(desk.delivery.next_due(desk.now).has_value());
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        REQUIRE(desk.answer(tokens[i], delivered()) == Fate::delivered);
    }
    CHECK(desk.delivery.in_flight() == 0);
    CHECK(desk.delivery.counts().rejected == 0);
    CHECK(desk.delivery.counts().pending() == 7);
    CHECK(desk.delivery.checkpoint().next.ordinal == 0);
}

TEST_CASE("reading pauses when enough is ready, and at the limits of open records") {
    DeliveryStart of = start();
    of.settings.max_open_records = 300;
    Desk desk{of};
    while (desk.delivery.has_room()) {
        desk.admit_many(1);
    }
    CHECK(desk.delivery.open_records() == 256);
    desk.send();
    CHECK(desk.delivery.has_room());
    while (desk.delivery.has_room()) {
        desk.admit_many(1);
    }
    CHECK(desk.delivery.open_records() == 300);
}

TEST_CASE("many updates of one user that wait do not fill memory") {
    DeliveryStart of = start();
    of.settings.max_open_bytes = 1 << 20;
    Desk desk{of};
    while (desk.delivery.has_room()) {
        desk.admit({7});
    }
    CHECK(desk.delivery.open_bytes() < (1 << 20) + 10'000);
    CHECK(desk.send().size() == 1);
}

TEST_CASE(
    "a run goes on from its checkpoint: what is final is skipped, the rest is sent with the same id"
) {
    DeliveryStart second = start();
    {
        Desk desk;
        desk.admit({1});
        desk.admit({2, 3});
        desk.admit({4});
        const Tokens tokens = desk.send();
        desk.answer(tokens[2], delivered());
        desk.answer(tokens[3], delivered());
        second.checkpoint = desk.delivery.checkpoint();
        second.counts = desk.delivery.counts();
    }
    Desk desk{second};
    CHECK(desk.delivery.counts().delivered == 2);
    CHECK(desk.delivery.counts().pending() == 0);
    CHECK_FALSE(desk.delivery.skip_final(Location{.ordinal = 0, .line = 1, .end = 10}));
    desk.admit({1});
    desk.admit({2, 3});
    CHECK(desk.delivery.skip_final(Location{.ordinal = 2, .line = 3, .end = 30}));
    std::vector<std::string> ids;
    Tokens tokens;
    for (const sluice_record& record : desk.delivery.next_batch(desk.now)) {
        ids.emplace_back(sluice::to_view(record.id));
        tokens.push_back(record.token);
    }
    CHECK(ids == std::vector<std::string>{"p-0-0", "p-1-0"});
    for (const std::uint64_t token : tokens) {
        desk.answer(token, delivered());
    }
    CHECK(desk.delivery.checkpoint().next.ordinal == 3);
    CHECK(desk.delivery.counts().records == 3);
    CHECK(desk.delivery.counts().updates == 4);
    CHECK(desk.delivery.counts().delivered == 4);
    CHECK(desk.delivery.run_counts().delivered == 2);
    CHECK_FALSE(desk.delivery.violation().has_value());
}

TEST_CASE("a quota that is used up pauses the life of records and says when it goes on") {
    DeliveryStart of = start();
    of.settings.max_life = 10min;
    Desk desk{of, QuotaLimit{2, 1h}};
    desk.admit_many(3);
    CHECK(desk.send().empty());
    Quota& quota = desk.account.quota();
    quota.grant({*quota.wish(desk.now.unix), desk.now.unix + 2min});
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 2);
    desk.answer(tokens[0], delivered());
    desk.answer(tokens[1], retry());
    desk.pass(1min);
    CHECK(desk.send().empty());
    const Time due = desk.delivery.next_due(desk.now).value();
    CHECK(due >= desk.now.time + 59min);
    CHECK(due <= desk.now.time + 1h);
    desk.pass(due - desk.now.time);
    CHECK(desk.send().empty());
    quota.grant({*quota.wish(desk.now.unix), desk.now.unix + 2min});
    CHECK(desk.send().size() == 2);
    CHECK(desk.delivery.take_rejects().empty());
}

TEST_CASE("a cancelled update that cost no request gives its unit of quota back") {
    Desk desk{start(), QuotaLimit{1, 1h}};
    desk.admit_many(1);
    CHECK(desk.send().empty());
    Quota& quota = desk.account.quota();
    quota.grant({*quota.wish(desk.now.unix), desk.now.unix + 2min});
    desk.answer(desk.send_one(), cancelled());
    desk.pass(1s);
    CHECK(desk.send().size() == 1);
}

TEST_CASE("what a stream leaves behind is kept as rejects in the order of the source") {
    Desk desk;
    desk.admit({1, 2});
    desk.admit({1});
    desk.admit({3});
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 3);
    desk.answer(tokens[2], retry());
    desk.delivery.reject_open({.code = "not_sent", .message = "the run ended", .field = ""});
    CHECK(desk.delivery.is_idle());
    CHECK(desk.delivery.in_flight() == 0);
    CHECK(desk.delivery.counts().rejected == 4);
    CHECK_FALSE(desk.delivery.violation().has_value());
    CHECK(desk.delivery.checkpoint().next.ordinal == 3);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 4);
    const std::vector<bool> maybe{true, true, false, false};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(i);
        CHECK(rows[i].at.ordinal == (i < 2 ? 0 : i - 1));
        CHECK(rows[i].why.code == "not_sent");
        CHECK(rows[i].why.maybe_delivered == maybe[i]);
    }
    desk.pass(1h);
    CHECK(desk.send().empty());
    CHECK(desk.answer(tokens[0], delivered()) == Fate::misbehaved);
}

TEST_CASE("updates without a quota go while the account's quota is used up") {
    Account shared{QuotaLimit{1, 1h}};
    DeliveryStart of = start();
    of.is_metered = false;
    of.seed = 2;
    Desk metered{shared, start()};
    Desk free{shared, of};
    metered.admit({7});
    metered.admit({8});
    free.admit({9});
    metered.send();
    Quota& quota = shared.quota();
    quota.grant({*quota.wish(metered.now.unix), metered.now.unix + 2min});
    CHECK(metered.send().size() == 1);
    CHECK(metered.send().empty());
    CHECK(metered.delivery.is_out_of_quota(metered.now));
    CHECK_FALSE(free.delivery.is_out_of_quota(free.now));
    CHECK(free.delivery.next_due(free.now) == free.now.time);
    free.answer(free.send_one(), cancelled());
    free.pass(1s);
    CHECK(free.answer(free.send_one(), delivered()) == Fate::delivered);
    CHECK(metered.send().empty());
}
