#include "host/conform/mock/mock_ledger.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a ledger crosses to the child with every byte of a request") {
    host::MockLedger ledger;
    ledger.connections = 3;
    ledger.peak = 2;
    ledger.faults = {"no HTTP"};
    host::MockEntry entry;
    entry.connection = 2;
    for (int c = 0; c < 256; ++c) {
        entry.request.body += static_cast<char>(c);
    }
    entry.records = {1, 42};
    entry.how = host::MockReply::How::truncate;
    entry.status = 202;
    entry.is_answered = true;
    ledger.entries = {entry};

    const host::MockLedger back = host::mock_ledger_of(host::to_json(ledger));
    CHECK(back.connections == 3);
    CHECK(back.peak == 2);
    CHECK(back.faults == ledger.faults);
    REQUIRE(back.entries.size() == 1);
    CHECK(back.entries[0].request.body == entry.request.body);
    CHECK(back.entries[0].records == entry.records);
    CHECK(back.entries[0].how == entry.how);
    CHECK(back.entries[0].is_accepted());
    CHECK(back.requests_of(42) == 1);
    CHECK(back.requests_of(7) == 0);
}
