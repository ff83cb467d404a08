#include "bench_state.hpp"
#include "tests/sandbox/ledger_query.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

/// crm-1 twice the same, crm-2 once, one unknown, one broken, one path that nobody knows.
struct Filled : Bench {
    Filled() {
        ask(post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1"));
        ask(post_form(update_path, "mbox3rdPartyId=crm-2&profile.a=1"));
        ask(post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1"));
        ask(post_form(update_path, "mbox3rdPartyId=nobody&profile.a=1"));
        ask(post_form(update_path, "profile.a=1"));
        ask(get("/nothing"));
    }
    long lines(const LedgerFilter& filter) const {
        const std::string text = ledger_lines(state.ledger, filter).text;
        return std::count(text.begin(), text.end(), '\n');
    }
};

}  // namespace

TEST_CASE("an entry is one line of JSON") {
    const Filled bench;
    LedgerFilter filter;
    filter.limit = 1;
    CHECK(
        ledger_lines(bench.state.ledger, filter).text ==
        R"({"sequence":1,"arrival_ns":1700000000000000000,"connection":1,"kind":"profile_update",)"
        R"("method":"POST","path":"/m2/acme/profile/update","host":"acme.tt.omtrdc.net","client":"acme",)"
        R"("third_party_id":"crm-1","attributes":{"a":"1"},"status":200,"fault":"none","accepted":true,)"
        R"("replied":true,"ended_after":1,"scripted":false})"
        "\n"
    );
}

TEST_CASE("filters hold together") {
    const Filled bench;
    CHECK(bench.lines({}) == 6);
    LedgerFilter filter;
    filter.accepted = true;
    CHECK(bench.lines(filter) == 3);
    filter.id = "crm-1";
    CHECK(bench.lines(filter) == 2);
    filter.after = 1;
    CHECK(bench.lines(filter) == 1);
    filter = {};
    filter.status = 400;
    CHECK(bench.lines(filter) == 1);
    filter = {};
    filter.kind = "unknown";
    CHECK(bench.lines(filter) == 1);
    filter = {};
    filter.path = "/m2/";
    CHECK(bench.lines(filter) == 5);
}

TEST_CASE("pages follow each other without gap or overlap") {
    const Filled bench;
    LedgerFilter filter;
    filter.limit = 4;
    const LedgerPage first = ledger_lines(bench.state.ledger, filter);
    CHECK(first.next == 4);
    filter.after = first.next;
    const LedgerPage second = ledger_lines(bench.state.ledger, filter);
    CHECK(second.next == 0);
    CHECK(has(second.text, R"({"sequence":5,)"));
    CHECK(has(second.text, R"({"sequence":6,)"));
    CHECK(first.text + second.text == ledger_lines(bench.state.ledger, {}).text);
    CHECK(ledger_json(bench.state.ledger, filter).text.ends_with(R"(],"next":null})"));
}

TEST_CASE("only accepted updates with the same content are duplicates") {
    const Filled bench;
    CHECK(
        duplicates_json(bench.state.ledger, 10) ==
        R"({"duplicates":[{"kind":"profile_update","id":"crm-1","count":2,"sequences":[1,3]}],"groups":1})"
    );
    CHECK(duplicates_json(bench.state.ledger, 0) == R"({"duplicates":[],"groups":1})");
}
