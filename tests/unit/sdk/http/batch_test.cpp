#include "tests/support/records.hpp"

#include <sluice/http/batch.hpp>
#include <sluice/outcomes.hpp>

#include <catch2/catch.hpp>

#include <vector>

using sluice::http::Batch;

TEST_CASE("the first word on a record counts, and the rest get what is left") {
    test::TestHost host;
    test::Records made;
    std::vector<sluice::Record> records;
    for (int i = 0; i < 3; ++i) {
        records.push_back(made.take(host, {}));
    }
    Batch batch{records};
    CHECK(batch.size() == 3);
    CHECK(batch.open() == 3);
    CHECK(batch[2].id() == "record-2");
    batch.settle(1, sluice::rejected({.code = "too_long"}));
    batch.settle(1, sluice::delivered());
    CHECK(batch.is_settled(1));
    CHECK(batch.open() == 2);
    batch.count_request();
    batch.settle_rest(sluice::delivered());
    CHECK(batch.open() == 0);
    CHECK(batch.outcome(1).code == "too_long");
    CHECK(batch.outcome(1).requests == 0);
    CHECK(batch.outcome(0).requests == 1);
    CHECK(batch.outcome(2).requests == 0);
    CHECK(batch.outcome(2).verdict == sluice::Verdict::delivered);
}
