#include "host/delivery/ledger.hpp"

#include <catch2/catch.hpp>

#include <string>

using host::Checkpoint;
using host::Counts;
using host::Ledger;

TEST_CASE("counts add up when every update is somewhere") {
    Ledger ledger{Counts{}, Checkpoint{}};
    ledger.read();
    for (int i = 0; i < 5; ++i) {
        ledger.admitted();
    }
    ledger.delivered();
    ledger.filtered();
    ledger.rejected({});
    ledger.superseded();
    CHECK_FALSE(ledger.violation(1).has_value());
    CHECK(ledger.run_counts().pending() == 1);
    CHECK(ledger.counts() == ledger.run_counts());
}

TEST_CASE("an update that is nowhere is a violation that names the numbers") {
    Ledger ledger{Counts{}, Checkpoint{}};
    ledger.admitted();
    ledger.admitted();
    ledger.delivered();
    ledger.superseded();
    ledger.superseded();
    CHECK(
        ledger.violation(0).value() ==
        "the fates do not add up: 2 updates were expected, found 1 delivered + 0 unchanged + 2 "
        "superseded + 0 filtered + 0 rejected + 0 pending = 3; this is a bug of Sluice, please "
        "report it with these numbers"
    );
    CHECK(ledger.violation(2).has_value());
}

TEST_CASE("what was pending when the counts were stored is counted again when it is read again") {
    Counts stored;
    stored.records = 20;
    stored.updates = 27;
    stored.superseded = 2;
    stored.delivered = 12;
    stored.rejected = 3;
    stored.filtered = 1;
    Checkpoint checkpoint;
    checkpoint.next.ordinal = 10;
    checkpoint.runs = {{12, 13}, {15, 15}};
    Ledger ledger{stored, checkpoint};
    CHECK(ledger.counts().pending() == 0);
    CHECK(ledger.counts().updates == 18);
    CHECK(ledger.counts().superseded == 2);
    CHECK(ledger.counts().records == 13);
    ledger.read();
    ledger.admitted();
    ledger.delivered();
    ledger.maybe_repeated();
    CHECK(ledger.counts().records == 14);
    CHECK(ledger.counts().delivered == 13);
    CHECK(ledger.counts().maybe_repeated == 1);
    CHECK(ledger.run_counts().delivered == 1);
    CHECK_FALSE(ledger.violation(0).has_value());
}

TEST_CASE("rejects are handed out once") {
    Ledger ledger{Counts{}, Checkpoint{}};
    host::RejectRow row;
    row.payload = "{}";
    ledger.rejected(std::move(row));
    CHECK(ledger.rejects_waiting() == 1);
    CHECK(ledger.take_rejects().at(0).payload == "{}");
    CHECK(ledger.take_rejects().empty());
    CHECK(ledger.rejects_waiting() == 0);
}
