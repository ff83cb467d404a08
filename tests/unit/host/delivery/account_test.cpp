#include "host/delivery/account.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace std::chrono_literals;
using host::Account;
using host::Gate;
using host::Moment;
using host::PauseCause;
using host::PauseKind;
using host::QuotaLimit;
using host::Time;
using host::UnixTime;
using host::Update;

namespace {

PauseCause busy() {
    return {PauseKind::destination, "rate_limited: HTTP 429", 10s};
}

Update probe() {
    Update update;
    update.is_probe = true;
    return update;
}

Moment moment(Time time) {
    return {time, UnixTime{1'700'000'000'000} + std::chrono::duration_cast<UnixTime>(time)};
}

}  // namespace

TEST_CASE("the gate is shut while the destination is paused, then lets one probe through") {
    Account account{QuotaLimit{}};
    CHECK(account.gate(0s) == Gate::open);
    account.asked_to_pause(Update{}, busy(), 100s);
    CHECK(account.gate(109s) == Gate::shut);
    CHECK(account.gate(110s) == Gate::probe_only);
    account.probe_sent();
    CHECK(account.gate(110s) == Gate::shut);
    SECTION("a delivered probe opens it") {
        account.final_answer(probe(), 111s);
        CHECK(account.gate(111s) == Gate::open);
    }
    SECTION("a probe that fails shuts it for longer") {
        account.asked_to_pause(probe(), busy(), 111s);
        CHECK(account.gate(120s) == Gate::shut);
        CHECK(account.gate(121s) == Gate::probe_only);
    }
    SECTION("another update's answer does not open it") {
        account.final_answer(Update{}, 111s);
        CHECK(account.gate(111s) == Gate::shut);
    }
}

TEST_CASE("the clock of life stands still from the pause to the end of its probe") {
    Account account{QuotaLimit{}};
    account.asked_to_pause(Update{}, busy(), 100s);
    CHECK(account.active(105s) == 100s);
    account.probe_sent();
    account.asked_to_pause(probe(), busy(), 111s);
    CHECK(account.active(120s) == 100s);
    account.probe_sent();
    account.final_answer(probe(), 122s);
    CHECK(account.active(125s) == 103s);
}

TEST_CASE("the clock of life runs again after a probe that says nothing") {
    Account account{QuotaLimit{}};
    account.asked_to_pause(Update{}, busy(), 100s);
    account.probe_sent();
    Update undecided = probe();
    account.request_failed(undecided, host::test::retry(), 111s);
    CHECK(account.active(112s) == 101s);
}

TEST_CASE("the clock of life stands still while the quota is used up, not while a grant is awaited"
) {
    Account account{{1, 1h}};
    CHECK_FALSE(account.take_unit(moment(100s)));
    REQUIRE(account.quota().wish(moment(100s).unix) == 1U);
    CHECK_FALSE(account.take_unit(moment(101s)));
    CHECK(account.active(102s) == 102s);
    account.quota().grant({1, moment(102s).unix + 2min});
    CHECK(account.take_unit(moment(102s)));
    CHECK_FALSE(account.take_unit(moment(110s)));
    CHECK(account.is_quota_exhausted(moment(110s)));
    CHECK(account.active(200s) == 110s);
    const Time later = 110s + 2h;
    CHECK_FALSE(account.take_unit(moment(later)));
    REQUIRE(account.quota().wish(moment(later).unix) == 1U);
    account.quota().grant({1, moment(later).unix + 2min});
    CHECK(account.take_unit(moment(later)));
    CHECK(account.active(later + 1s) == 111s);
}

TEST_CASE("a unit that is put back can be taken again") {
    Account account{{1, 1h}};
    CHECK_FALSE(account.take_unit(moment(0s)));
    account.quota().grant({*account.quota().wish(moment(0s).unix), moment(60s).unix});
    CHECK(account.take_unit(moment(0s)));
    account.put_back_unit(moment(1s));
    CHECK(account.take_unit(moment(1s)));
}
