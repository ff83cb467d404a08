#include "bench_state.hpp"
#include "tests/sandbox/ledger.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using test::noon;

namespace {

Received sample() {
    Received received;
    received.reset(Kind::delivery, 0);
    received.client = "acme";
    received.keys = {.third_party = "a", .tnt = "b.1_0", .ecid = "c"};
    received.session = "s";
    received.impression = "i";
    received.request_id = "r";
    received.attributes = {{"x", "1\n"}, {"y", ""}};
    received.others = {{"z", "3"}};
    return received;
}

constexpr Verdict verdict{
    .status = 200, .fault = Fault::half_reply, .accepted = true, .scripted = true};

}  // namespace

TEST_CASE("an entry gives back all that was written down, after its sources are gone") {
    Ledger ledger(Detail::full);
    {
        const std::string path = "/rest/v1/delivery";
        Request request = test::post_json(path, "");
        CHECK(ledger.append(request, sample(), verdict, noon) == 1);
    }
    const LedgerEntry entry = ledger.entry(1);
    CHECK(entry.arrival == noon);
    CHECK(entry.connection == 1);
    CHECK(entry.kind == Kind::delivery);
    CHECK(entry.method == "POST");
    CHECK(entry.path == "/rest/v1/delivery");
    CHECK(entry.client == "acme");
    CHECK(entry.keys.third_party == "a");
    CHECK(entry.keys.tnt == "b.1_0");
    CHECK(entry.keys.ecid == "c");
    CHECK(entry.session == "s");
    CHECK(entry.impression == "i");
    CHECK(entry.request_id == "r");
    REQUIRE(entry.attributes.size() == 2);
    CHECK(entry.attributes[0].value == "1\n");
    CHECK(entry.attributes[1].name == "y");
    REQUIRE(entry.others.size() == 1);
    CHECK(entry.verdict.fault == Fault::half_reply);
    CHECK(entry.verdict.scripted);
    CHECK_FALSE(entry.replied);
    ledger.mark_replied(1);
    CHECK(ledger.entry(1).replied);
}

TEST_CASE("an entry says which requests had arrived when it ended") {
    Ledger ledger(Detail::full);
    const Request request = test::get("/");
    for (int i = 0; i < 3; ++i) {
        ledger.append(request, sample(), verdict, noon);
    }
    CHECK(ledger.entry(2).ended_after == 0);
    ledger.mark_ended(2);
    CHECK(ledger.entry(2).ended_after == 3);
    CHECK_FALSE(ledger.entry(2).replied);
    ledger.mark_ended(4);
    CHECK(ledger.entry(3).ended_after == 0);
}

TEST_CASE("numbers go on after the ledger was cleared, and late replies of old entries are ignored"
) {
    Ledger ledger(Detail::full);
    const Request request = test::get("/");
    ledger.append(request, sample(), verdict, noon);
    ledger.clear();
    CHECK(ledger.last() < ledger.first());
    CHECK(ledger.append(request, sample(), verdict, noon) == 2);
    ledger.mark_replied(1);
    CHECK_FALSE(ledger.entry(2).replied);
}

TEST_CASE("a light ledger only numbers") {
    Ledger ledger(Detail::light);
    CHECK(ledger.append(test::get("/"), sample(), verdict, noon) == 1);
    CHECK(ledger.append(test::get("/"), sample(), verdict, noon) == 2);
    ledger.mark_replied(1);
    CHECK_FALSE(ledger.is_kept());
}
