#include "host/conform/reconcile.hpp"

#include <catch2/catch.hpp>

namespace {

using How = host::MockReply::How;

host::Judged judged(std::uint32_t status, std::uint32_t flags = 0) {
    host::Judged one;
    one.record.number = 7;
    one.verdict.status = status;
    one.verdict.flags = flags;
    return one;
}

host::MockEntry answered(int status) {
    host::MockEntry entry;
    entry.records = {7};
    entry.status = status;
    entry.is_answered = true;
    return entry;
}

host::MockEntry unanswered(How how) {
    host::MockEntry entry = answered(200);
    entry.how = how;
    entry.is_answered = false;
    return entry;
}

std::size_t count(
    const host::Judged& one,
    std::vector<host::MockEntry> entries,
    const std::map<std::string, std::vector<std::string>>& expect = {}
) {
    host::MockLedger ledger;
    ledger.entries = std::move(entries);
    return host::contradictions({&one, 1}, ledger, expect).size();
}

}  // namespace

TEST_CASE("delivered means that the far side accepted the record") {
    CHECK(count(judged(SLUICE_DELIVERED), {answered(200)}) == 0);
    CHECK(count(judged(SLUICE_DELIVERED), {answered(500)}) == 1);
    CHECK(count(judged(SLUICE_DELIVERED), {}) == 1);
    CHECK(count(judged(SLUICE_DELIVERED), {unanswered(How::reset)}) == 1);
    CHECK(count(judged(SLUICE_DELIVERED), {unanswered(How::truncate)}) == 0);
}

TEST_CASE("rejected means that the far side refused it for good, or was never asked") {
    CHECK(count(judged(SLUICE_REJECTED), {answered(400)}) == 0);
    CHECK(count(judged(SLUICE_REJECTED), {}) == 0);
    CHECK(count(judged(SLUICE_REJECTED), {answered(503)}) == 1);
    CHECK(count(judged(SLUICE_REJECTED), {answered(200)}) == 1);
    CHECK(count(judged(SLUICE_REJECTED), {answered(503)}, {{"503", {"rejected"}}}) == 0);
}

TEST_CASE("a request that was read and not answered is maybe delivered") {
    CHECK(count(judged(SLUICE_RETRY, SLUICE_R_MAYBE_DELIVERED), {unanswered(How::reset)}) == 0);
    CHECK(count(judged(SLUICE_RETRY), {unanswered(How::reset)}) == 1);
    CHECK(count(judged(SLUICE_REJECTED), {unanswered(How::half_close)}) == 1);
    CHECK(count(judged(SLUICE_RETRY), {answered(500)}) == 0);
}

TEST_CASE("one attempt is one request, but for a second one with a new token") {
    CHECK(count(judged(SLUICE_DELIVERED), {answered(200), answered(200)}) == 1);
    CHECK(count(judged(SLUICE_DELIVERED), {answered(500), answered(200)}) == 1);
    CHECK(count(judged(SLUICE_DELIVERED), {answered(401), answered(200)}) == 0);
}

TEST_CASE("requests of others and of routes say nothing of a record") {
    host::MockEntry token = answered(200);
    token.is_route = true;
    host::MockEntry other = answered(200);
    other.records = {8};
    CHECK(count(judged(SLUICE_DELIVERED), {token, other, answered(200)}) == 0);
    CHECK(count(judged(SLUICE_DELIVERED), {token, other}) == 1);
}
