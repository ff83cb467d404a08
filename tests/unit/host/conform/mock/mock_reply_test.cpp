#include "host/conform/mock/mock_reply.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a script crosses to the mock and comes out the same") {
    host::MockScript script;
    script.resets_on_accept = true;
    script.standard.how = host::MockReply::How::drip;
    script.standard.delay = std::chrono::milliseconds{250};
    host::MockReply busy;
    busy.status = 429;
    busy.retry_after = "7";
    busy.body = "slow down";
    script.by_record[42] = {busy, host::MockReply{}};

    const host::MockScript back = host::mock_script_of(host::to_json(script));
    CHECK(back.resets_on_accept);
    CHECK(back.standard.how == host::MockReply::How::drip);
    CHECK(back.standard.delay == std::chrono::milliseconds{250});
    REQUIRE(back.by_record.at(42).size() == 2);
    CHECK(back.by_record.at(42)[0].status == 429);
    CHECK(back.by_record.at(42)[0].retry_after == "7");
    CHECK(back.by_record.at(42)[0].body == "slow down");
    CHECK_FALSE(back.by_record.at(42)[1].retry_after);
}
