#include "adobe_target/destination.hpp"
#include "tests/unit/plugins/adobe_target/adobe.hpp"
#include "tests/unit/plugins/adobe_target/form.hpp"
#include "tests/unit/plugins/adobe_target/records.hpp"
#include "tests/unit/plugins/adobe_target/slots.hpp"
#include "tests/unit/plugins/adobe_target/test_host.hpp"
#include "tests/unit/plugins/adobe_target/test_spec.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <vector>

// What add_destination_plugin() embeds in the module.
const char sluice_manifest_v1[] = "{}";

using sluice::Verdict;
using test::Adobe;
using test::is_for;
using test::reply;

namespace {

const std::string needed = reply(200, R"({"enableProfileApiAuthentication":true})");
const std::string ims_token = reply(200, R"({"access_token":"ims-1","expires_in":86399})");

// Driven through the C table alone, as a host does it.
class Instance {
public:
    Instance(test::TestHost& host, test::TestSpec& spec) {
        rc_ = table.init(host.table(), host.context(), spec.c(), &limits_, &self_);
    }
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;
    ~Instance() { shutdown(); }

    sluice_rc rc() const { return rc_; }
    const sluice_limits& limits() const { return limits_; }
    sluice_rc check() { return table.check(self_); }
    void cancel() { table.cancel(self_); }

    // The records from `first` on, as one batch.
    void send(const test::Records& records, std::size_t first = 0) {
        batches_.push_back(records.from(first));
        sluice_batch batch{};
        batch.struct_size = sizeof batch;
        batch.records = batches_.back().data();
        batch.n_records = batches_.back().size();
        REQUIRE(table.send(self_, &batch) == SLUICE_OK);
    }

    void shutdown() {
        if (self_ != nullptr) {
            table.shutdown(std::exchange(self_, nullptr), 0);
        }
    }

private:
    static constexpr const sluice_plugin& table = sluice::Thunks<adobe_target::Destination>::table;
    sluice_rc rc_ = SLUICE_E_INTERNAL;
    sluice_limits limits_{};
    sluice_instance* self_ = nullptr;
    std::deque<std::vector<sluice_record>> batches_;
};

constexpr const char* none = R"(,"profile_auth":"none")";

// An instance of send_identifiers with mbox3rdPartyId and profile.tier mapped.
struct Update {
    explicit Update(const std::string& url, const std::string& rest = none)
        : spec{"send_identifiers", test::config_at(url, rest)} {
        spec.field("mbox3rdPartyId").field("profile.tier");
        host.set_secret("client_secret", "secret-1");
        instance.emplace(host, spec);
        REQUIRE(instance->rc() == SLUICE_OK);
    }

    void add(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            texts.push_back("crm-" + std::to_string(records.size()));
            records.add({slots::text(texts.back()), slots::text("gold & more")});
        }
    }
    std::vector<test::Result> deliver(std::size_t count) {
        const std::size_t first = records.size();
        add(count);
        instance->send(records, first);
        return host.wait_for(first + count);
    }

    test::TestHost host;
    test::TestSpec spec;
    std::deque<std::string> texts;
    test::Records records;
    std::optional<Instance> instance;
};

void check_one_verdict_each(const std::vector<test::Result>& results, std::size_t count) {
    std::set<std::uint64_t> tokens;
    for (const auto& result : results) {
        tokens.insert(result.token);
    }
    CHECK(results.size() == count);
    CHECK(tokens.size() == count);
}

bool all_are(const std::vector<test::Result>& results, Verdict verdict) {
    return std::all_of(results.begin(), results.end(), [&](const auto& result) {
        return result.verdict == verdict;
    });
}

}  // namespace

TEST_CASE("every record gets one verdict, and every request is the one of the specification") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":8)"};
    const auto results = update.deliver(500);
    check_one_verdict_each(results, 500);
    CHECK(all_are(results, Verdict::delivered));
    std::set<std::string> ids;
    for (const std::string& request : adobe.requests()) {
        REQUIRE(request.starts_with(
            "POST /m2/acme/profile/update HTTP/1.1\r\nHost: acme.tt.omtrdc.net\r\n"
        ));
        REQUIRE(
            request.find("Content-Type: application/x-www-form-urlencoded\r\n") != std::string::npos
        );
        REQUIRE(request.find("Authorization") == std::string::npos);
        const auto pairs =
            form::parse(std::string_view{request}.substr(request.find("\r\n\r\n") + 4));
        REQUIRE(pairs.at("profile.tier") == "gold & more");
        ids.insert(pairs.at("mbox3rdPartyId"));
    }
    CHECK(ids.size() == 500);
    CHECK(update.instance->limits().max_in_flight == 32);
    CHECK(update.instance->limits().max_batch_records == 32);
}

TEST_CASE("sixty-four records that want a token make one fetch, and carry it") {
    Adobe adobe{[](const std::string& request) {
        if (is_for(request, "/ims/token")) {
            return ims_token;
        }
        if (is_for(request, "/clients/settings")) {
            return needed;
        }
        return is_for(request, "/authentication/token")
                   ? reply(200, R"({"accessToken":"profile-1"})")
                   : test::submitted;
    }};
    Update update{adobe.url(), ""};
    const auto results = update.deliver(64);
    check_one_verdict_each(results, 64);
    CHECK(all_are(results, Verdict::delivered));
    CHECK(adobe.count("/ims/token") == 1);
    CHECK(adobe.count("/authentication/token") == 1);
    for (const std::string& request : adobe.requests()) {
        if (is_for(request, "/profile/update")) {
            CHECK(request.find("Authorization: Bearer profile-1\r\n") != std::string::npos);
        }
    }
}

TEST_CASE("a token refused with 401 is fetched once for all, and each request repeated once") {
    std::atomic<int> tokens{0};
    Adobe adobe{[&](const std::string& request) {
        if (is_for(request, "/ims/token")) {
            return ims_token;
        }
        if (is_for(request, "/clients/settings")) {
            return needed;
        }
        if (is_for(request, "/authentication/token")) {
            return reply(200, R"({"accessToken":"profile-)" + std::to_string(++tokens) + "\"}");
        }
        return request.find("Bearer profile-1\r\n") != std::string::npos ? reply(401, "")
                                                                         : test::submitted;
    }};
    Update update{adobe.url(), ""};
    const auto results = update.deliver(64);
    check_one_verdict_each(results, 64);
    CHECK(all_are(results, Verdict::delivered));
    CHECK(adobe.count("/authentication/token") == 2);
    CHECK(std::all_of(results.begin(), results.end(), [](const auto& result) {
        return result.requests == 2;
    }));
    CHECK(adobe.count("/profile/update") == 128);
}

TEST_CASE("a token refused twice is AUTH_FAILED, and the secret is read again at the next send") {
    std::atomic<bool> is_mended{false};
    Adobe adobe{[&](const std::string& request) {
        if (is_for(request, "/ims/token")) {
            return ims_token;
        }
        if (is_for(request, "/clients/settings")) {
            return needed;
        }
        if (is_for(request, "/authentication/token")) {
            return reply(200, R"({"accessToken":"profile-1"})");
        }
        return is_mended ? test::submitted : reply(403, "Forbidden");
    }};
    Update update{adobe.url(), R"(,"connections":1)"};
    const auto refused = update.deliver(4);
    check_one_verdict_each(refused, 4);
    CHECK(all_are(refused, Verdict::auth_failed));
    CHECK(refused[0].code == "profile_token_refused");
    CHECK(refused[0].requests == 2);
    // Those that were queued behind it did not try the same again.
    CHECK(adobe.count("/profile/update") == 2);
    const std::size_t asked = update.host.secrets_asked();
    is_mended = true;
    const auto results = update.deliver(1);
    CHECK(results.back().verdict == Verdict::delivered);
    CHECK(update.host.secrets_asked() > asked);
}

TEST_CASE("a profile_auth of none that is refused says so at once, without a repeat") {
    Adobe adobe{[](const std::string&) { return reply(401, ""); }};
    Update update{adobe.url()};
    const auto results = update.deliver(1);
    CHECK(results[0].verdict == Verdict::auth_failed);
    CHECK(results[0].requests == 1);
    CHECK(results[0].vendor_code == 401);
}

TEST_CASE("while IMS is down every record is a RETRY of the whole destination, and none is sent") {
    Adobe adobe{[](const std::string& request) {
        return is_for(request, "/ims/token") ? reply(503, "") : test::submitted;
    }};
    Update update{adobe.url(), ""};
    const auto results = update.deliver(200);
    check_one_verdict_each(results, 200);
    for (const auto& result : results) {
        REQUIRE(result.verdict == Verdict::retry);
        REQUIRE(result.whole_destination);
        REQUIRE(result.code == "ims_unavailable");
        REQUIRE(result.requests == 0);
    }
    CHECK(adobe.count("/profile/update") == 0);
    CHECK(adobe.count("/ims/token") == 1);
}

TEST_CASE("init succeeds with the far side down, and records are RETRY") {
    Update update{"http://127.0.0.1:" + std::to_string(support::refusing_port())};
    const auto results = update.deliver(10);
    check_one_verdict_each(results, 10);
    for (const auto& result : results) {
        CHECK(result.verdict == Verdict::retry);
        CHECK_FALSE(result.maybe_delivered);
        CHECK(result.requests == 0);
    }
    CHECK(update.instance->check() == SLUICE_E_UNAVAILABLE);
    CHECK(update.host.has_issue("", "unreachable"));
}

TEST_CASE("a connection lost after the request was written may have delivered it") {
    Adobe adobe{[](const std::string&) { return std::string{}; }};
    Update update{adobe.url()};
    const auto results = update.deliver(5);
    check_one_verdict_each(results, 5);
    for (const auto& result : results) {
        CHECK(result.verdict == Verdict::retry);
        CHECK(result.maybe_delivered);
        CHECK(result.requests == 1);
    }
}

TEST_CASE("cancel answers the queued at once, ends what is under way, and shutdown returns though "
          "Adobe hangs") {
    test::Gate gate;
    Adobe adobe{[&](const std::string&) {
        gate.pass();
        return test::submitted;
    }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":4)"};
    update.add(16);
    update.instance->send(update.records);
    REQUIRE(adobe.wait_for("/profile/update", 4));
    update.instance->cancel();
    update.instance->cancel();
    const auto results = update.host.wait_for(16);
    check_one_verdict_each(results, 16);
    std::size_t written = 0;
    for (const auto& result : results) {
        const bool is_written = result.verdict == Verdict::retry && result.maybe_delivered;
        CHECK((is_written || result.verdict == Verdict::cancelled));
        written += is_written ? 1U : 0U;
    }
    CHECK(written == 4);
    // What still comes is not tried.
    CHECK(update.deliver(2).back().verdict == Verdict::cancelled);
    update.instance->shutdown();
    check_one_verdict_each(update.host.wait_for(18), 18);
    gate.open();
}

TEST_CASE("shutdown alone answers every record that is still open") {
    test::Gate gate;
    Adobe adobe{[&](const std::string&) {
        gate.pass();
        return test::submitted;
    }};
    Update update{adobe.url()};
    update.add(200);
    update.instance->send(update.records);
    update.instance->shutdown();
    check_one_verdict_each(update.host.wait_for(200), 200);
    gate.open();
}

TEST_CASE("a record that Adobe would refuse is rejected without a request, and others go on") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update update{adobe.url()};
    update.records.add({slots::text("a+b"), slots::text("gold")});
    update.records.add({slots::text("crm-1"), slots::text("")});
    update.records.add({slots::text("crm-2"), slots::text("gold")});
    update.instance->send(update.records);
    auto results = update.host.wait_for(3);
    std::sort(results.begin(), results.end(), [](const auto& a, const auto& b) {
        return a.token < b.token;
    });
    REQUIRE(results.size() == 3);
    CHECK(results[0].code == "bad_identifier");
    CHECK(results[0].field == 0);
    CHECK(results[1].code == "nothing_to_send");
    CHECK(results[2].verdict == Verdict::delivered);
    CHECK(adobe.requests().size() == 1);
    CHECK(update.host.metric("empty_attributes_dropped") == 1);
    update.instance->shutdown();
    CHECK(
        update.host.log().find("attribute left out attribute tier empty 1 refused 0") !=
        std::string::npos
    );
}

TEST_CASE("Adobe's words reach the rejects, without what they echo of the visitor") {
    Adobe adobe{[](const std::string&) {
        return reply(
            400,
            R"({"status":400,"message":"Bad value gold%20%26%20more or gold & more for crm-0"})"
        );
    }};
    Update update{adobe.url()};
    const auto results = update.deliver(1);
    CHECK(results[0].verdict == Verdict::rejected);
    CHECK(results[0].vendor_code == 400);
    CHECK(results[0].message == "acme.tt.omtrdc.net answered 400: Bad value *** or *** for ***");
}

TEST_CASE("three replies in a row that say neither pause the destination, one that does begins anew"
) {
    std::atomic<bool> is_clear{false};
    Adobe adobe{
        [&](const std::string&) { return is_clear ? test::submitted : reply(200, "whatever"); }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":1)"};
    const auto first = update.deliver(3);
    CHECK_FALSE(first[0].whole_destination);
    CHECK_FALSE(first[1].whole_destination);
    CHECK(first[2].whole_destination);
    CHECK(all_are(first, Verdict::retry));
    CHECK(first[2].code == "reply_not_understood");
    is_clear = true;
    CHECK(update.deliver(1).back().verdict == Verdict::delivered);
    is_clear = false;
    CHECK_FALSE(update.deliver(1).back().whole_destination);
}

TEST_CASE("429 pauses the whole destination for as long as Adobe asks") {
    Adobe adobe{[](const std::string&) { return reply(429, "", "Retry-After: 17\r\n"); }};
    Update update{adobe.url()};
    const auto results = update.deliver(1);
    CHECK(results[0].whole_destination);
    CHECK(results[0].retry_after == std::chrono::seconds{17});
}

TEST_CASE("attributes are streamed to the visitor's edge, and oddities of the replies are counted"
) {
    Adobe adobe{[](const std::string&) {
        return reply(
            200,
            R"({"status":200,"edgeHost":"mboxedge28.tt.omtrdc.net","execute":{"mboxes":[{"index":0,"options":[{}]}]}})",
            "Content-Type: application/json\r\n"
        );
    }};
    test::TestHost host;
    test::TestSpec spec{"stream_attributes", test::config_at(adobe.url(), none)};
    spec.field("ecid")
        .field("session_id")
        .field("edge_number")
        .field("profile.tier")
        .field("event_time");
    Instance instance{host, spec};
    REQUIRE(instance.rc() == SLUICE_OK);
    test::Records records;
    const auto now = slots::text("2026-08-19T10:00:00Z");
    records.add(
        {slots::text("10527837386392355901041112038610706884"),
         slots::text("s#1"),
         slots::number("35"),
         slots::text("a+b\"é"),
         now}
    );
    records.add({slots::text("12"), slots::text("s#1"), slots::number("35"), slots::text("x"), now}
    );
    records.add(
        {slots::text("13"),
         slots::text("s#2"),
         slots::number("35"),
         slots::text("x"),
         slots::text("2026-08-19T09:30:00Z")}
    );
    instance.send(records);
    auto results = host.wait_for(3);
    check_one_verdict_each(results, 3);
    std::sort(results.begin(), results.end(), [](const auto& a, const auto& b) {
        return a.token < b.token;
    });
    CHECK(results[0].verdict == Verdict::delivered);
    CHECK(results[1].verdict == Verdict::delivered);
    CHECK(results[2].code == "stale_session");
    const auto requests = adobe.requests();
    REQUIRE(requests.size() == 2);
    const auto first =
        std::find_if(requests.begin(), requests.end(), [](const std::string& request) {
            return request.find("10527837386392355901041112038610706884") != std::string::npos;
        });
    REQUIRE(first != requests.end());
    CHECK(first->starts_with("POST /rest/v1/delivery?client=acme&sessionId=s%231 HTTP/1.1\r\nHost: "
                             "mboxedge35.tt.omtrdc.net\r\n"));
    CHECK(first->find("Content-Type: application/json\r\n") != std::string::npos);
    const auto json = boost::json::parse(first->substr(first->find("\r\n\r\n") + 4));
    CHECK(json.at_pointer("/execute/mboxes/0/profileParameters/tier").as_string() == "a+b\"é");
    CHECK(host.metric("activities_served") == 2);
    CHECK(host.metric("edges_moved") == 2);
    CHECK(host.metric("billable_calls") == 2);
    CHECK(host.metric("unusual_ecids") == 1);
    CHECK(host.metric("session_clashes") == 1);
    const std::string log = host.log();
    CHECK(log.find("another edge") == log.rfind("another edge"));
    CHECK(log.find("s#1") == std::string::npos);
}

TEST_CASE("connections are kept, as many as configured and no more") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":3)"};
    for (int i = 0; i < 10; ++i) {
        update.deliver(12);
    }
    CHECK(adobe.requests().size() == 120);
    CHECK(adobe.connections() <= 3);
}

TEST_CASE("check proves the account, or reports what is wrong and where") {
    std::string answer = reply(
        404,
        R"({"status" : 404, "message" : "No profile found for client acme with third party id=x"})"
    );
    Adobe adobe{[&](const std::string&) { return answer; }};
    Update update{adobe.url()};
    CHECK(update.instance->check() == SLUICE_OK);
    CHECK(update.host.issues().empty());
    answer = reply(403, "");
    CHECK(update.instance->check() == SLUICE_E_AUTH);
    CHECK(update.host.has_issue("/config/profile_auth", "profile_token_refused"));
    update.instance->cancel();
    CHECK(update.instance->check() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("a configuration or mapping that cannot work fails at init, and leaves nothing behind") {
    const std::vector<std::pair<std::string, std::string>> bad{
        {R"({"client_code":"a.b","profile_auth":"none"})", "/config/client_code"},
        {R"({"client_code":"acme"})", "/config/tenant_id"},
        {R"({"client_code":"acme","profile_auth":"none","tls":{"ca_file":"/nowhere/ca.pem"}})",
         "/config"},
        {R"({"client_code":"acme","profile_auth":"none","proxy":"socks://x"})", "/config"}};
    for (const auto& [config, path] : bad) {
        test::TestHost host;
        test::TestSpec spec{"send_identifiers", config};
        spec.field("mbox3rdPartyId").field("profile.tier");
        Instance instance{host, spec};
        CHECK(instance.rc() == SLUICE_E_INVALID);
        REQUIRE(host.issues().size() == 1);
        CHECK(host.issues()[0].path == path);
    }
    test::TestHost host;
    test::TestSpec unmapped{"send_identifiers", R"({"client_code":"acme","profile_auth":"none"})"};
    CHECK(Instance{host, unmapped}.rc() == SLUICE_E_INVALID);
    test::TestSpec unknown{"bulk", R"({"client_code":"acme","profile_auth":"none"})"};
    CHECK(Instance{host, unknown}.rc() == SLUICE_E_INVALID);
}

TEST_CASE("instances come and go, and two live side by side") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update lasting{adobe.url()};
    for (int i = 0; i < 10; ++i) {
        Update passing{adobe.url()};
        CHECK(all_are(passing.deliver(3), Verdict::delivered));
        CHECK(all_are(lasting.deliver(3), Verdict::delivered));
    }
}
