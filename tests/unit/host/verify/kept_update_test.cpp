#include "host/verify/kept_update.hpp"
#include "tests/support/slots.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <vector>

TEST_CASE("a kept update outlives what it was made from, byte for byte") {
    auto texts = std::make_unique<std::vector<std::string>>(std::vector<std::string>{
        "crm-1", "", R"({"a":1.10})", "1.10"});
    const std::vector<sluice_value> values{
        slots::text((*texts)[0]),
        slots::text((*texts)[1]),
        slots::json((*texts)[2]),
        slots::number((*texts)[3]),
        slots::boolean(true),
        slots::null(),
        slots::absent()};
    const host::KeptUpdate kept{values, SLUICE_OP_DELETE, "id-7"};
    for (std::string& text : *texts) {
        text.assign(text.size(), '#');
    }
    texts.reset();

    const sluice_record record = kept.record(42);

    CHECK(record.token == 42);
    CHECK(record.op == SLUICE_OP_DELETE);
    CHECK(sluice::to_view(record.id) == "id-7");
    REQUIRE(record.n_values == 7);
    CHECK(sluice::to_view(record.values[0]) == "crm-1");
    CHECK(sluice::to_view(record.values[1]).empty());
    CHECK(sluice::to_view(record.values[2]) == R"({"a":1.10})");
    CHECK(record.values[3].type == SLUICE_T_NUMBER);
    CHECK(sluice::to_view(record.values[3]) == "1.10");
    CHECK(record.values[4].u.i == 1);
    CHECK(record.values[5].type == SLUICE_T_NULL);
    CHECK(record.values[6].type == SLUICE_T_ABSENT);
    CHECK(kept.bytes() >= 7 * sizeof(sluice_value) + 23);
}
