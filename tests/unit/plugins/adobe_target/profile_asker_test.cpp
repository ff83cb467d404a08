#include "tests/unit/plugins/adobe_target/destination_instance.hpp"

#include <sluice/trace.h>
#include <sluice/verify.h>

#include <catch2/catch.hpp>

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

using test::Adobe;
using test::config_at;
using test::is_for;
using test::none;
using test::reply;

namespace {

struct Told {
    std::uint64_t token = 0;
    std::uint32_t known = 0;
    std::string code;
    std::string message;
    std::vector<sluice_attribute> attributes;  // their texts are gone
};

// A host that asks, too.
struct AskingHost : test::TestHost {
    std::mutex answers_mutex;
    std::condition_variable answered;
    std::vector<Told> answers;
    std::vector<std::string> texts;

    std::vector<Told> wait_for_answers(std::size_t count) {
        std::unique_lock lock{answers_mutex};
        answered.wait_for(lock, std::chrono::seconds{60}, [&] { return answers.size() >= count; });
        return answers;
    }
};

AskingHost& of(sluice_ctx* context) {
    return static_cast<AskingHost&>(*reinterpret_cast<test::TestHost*>(context));
}

const sluice_verify_host verify_host{
    sizeof(sluice_verify_host),
    0,
    [](sluice_ctx* context, const sluice_answer* answers, std::size_t count) {
        AskingHost& host = of(context);
        const std::lock_guard lock{host.answers_mutex};
        for (std::size_t i = 0; i < count; ++i) {
            host.answers.push_back(
                {.token = answers[i].token,
                 .known = answers[i].known,
                 .code = std::string{sluice::to_view(answers[i].code)},
                 .message = std::string{sluice::to_view(answers[i].message)},
                 .attributes =
                     {answers[i].attributes, answers[i].attributes + answers[i].n_attributes}}
            );
        }
        host.answered.notify_all();
    }};

const sluice_trace_host trace_host{
    sizeof(sluice_trace_host),
    0,
    [](sluice_ctx* context, sluice_str, std::uint32_t, sluice_str text) {
        AskingHost& host = of(context);
        const std::lock_guard lock{host.answers_mutex};
        host.texts.emplace_back(sluice::to_view(text));
    }};

const sluice_plugin& plugin = sluice::Thunks<adobe_target::Destination>::table;
const auto& verify = *static_cast<const sluice_verify*>(plugin.extension(SLUICE_VERIFY_ID));
const auto& trace = *static_cast<const sluice_trace*>(plugin.extension(SLUICE_TRACE_ID));

// An instance of send_identifiers, asked through the C tables alone.
class Asker {
public:
    explicit Asker(
        const std::string& url, const std::string& rest = none, const char* id = "mbox3rdPartyId"
    )
        : spec{"send_identifiers", config_at(url, rest)} {
        spec.field(id).field("profile.tier");
        host.set_secret("client_secret", "secret-1");
        sluice_limits limits{sizeof limits, 0, 0, 0};
        REQUIRE(plugin.init(host.table(), host.context(), spec.c(), &limits, &self) == SLUICE_OK);
    }
    Asker(const Asker&) = delete;
    Asker& operator=(const Asker&) = delete;
    ~Asker() { plugin.shutdown(self, 0); }

    void ask(const std::string& user, std::uint32_t flags = SLUICE_Q_ATTRIBUTES) {
        texts.push_back(user);
        const sluice_record& record =
            records.add({slots::text(texts.back()), slots::text("gold & more")});
        const sluice_question_batch batch{sizeof batch, flags, &record, 1, 0};
        REQUIRE(verify.ask(self, &verify_host, &batch) == SLUICE_OK);
    }
    std::vector<Told> answers(std::size_t count) { return host.wait_for_answers(count); }

    AskingHost host;
    test::TestSpec spec;
    std::deque<std::string> texts;
    test::Records records;
    sluice_instance* self = nullptr;
};

std::string profile(const std::string& tier) {
    return reply(
        200,
        R"({"client":"acme","visitorId":"v","profileAttributes":{"tier":{"value":")" + tier +
            R"("}}})"
    );
}

const std::string unknown = reply(
    404, R"({"status" : 404, "message" : "No profile found for client acme with third party id=x"})"
);

}  // namespace

TEST_CASE("a user is asked about by a fetch of his profile, and nothing is written") {
    Adobe adobe{[](const std::string& request) {
        return is_for(request, "crm%201") ? profile("gold & more") : unknown;
    }};
    Asker asker{adobe.url()};
    asker.ask("crm 1");
    asker.ask("crm 2");

    auto told = asker.answers(2);
    REQUIRE(told.size() == 2);
    std::sort(told.begin(), told.end(), [](const Told& a, const Told& b) {
        return a.token < b.token;
    });
    CHECK(told[0].known == SLUICE_KNOWN_YES);
    REQUIRE(told[0].attributes.size() == 1);
    CHECK(told[0].attributes[0].field == 1);
    CHECK(told[0].attributes[0].state == SLUICE_ATTR_SAME);
    CHECK(told[1].known == SLUICE_KNOWN_NO);
    CHECK(told[1].attributes.empty());
    for (const std::string& request : adobe.requests()) {
        CHECK(request.starts_with("GET /rest/v1/profiles/thirdPartyId/crm%20"));
    }
}

TEST_CASE("whether he is known is told without his attributes, if nobody asks for them") {
    Adobe adobe{[](const std::string&) { return profile("silver"); }};
    Asker asker{adobe.url()};
    asker.ask("crm-1", 0);
    const auto told = asker.answers(1);
    REQUIRE(told.size() == 1);
    CHECK(told[0].known == SLUICE_KNOWN_YES);
    CHECK(told[0].attributes.empty());
}

TEST_CASE("a PCID is asked for by its own path, and a user without an identifier not at all") {
    Adobe adobe{[](const std::string&) { return unknown; }};
    Asker asker{adobe.url(), none, "mboxPC"};
    asker.ask("1368007744041-575948.28_20");
    CHECK(asker.answers(1)[0].known == SLUICE_KNOWN_NO);
    asker.ask("");
    const auto told = asker.answers(2);
    REQUIRE(told.size() == 2);
    CHECK(told[1].known == SLUICE_KNOWN_UNTOLD);
    CHECK(told[1].code == "missing_identifier");
    REQUIRE(adobe.requests().size() == 1);
    CHECK(is_for(adobe.requests()[0], "/rest/v1/profiles/1368007744041-575948.28_20?client=acme"));
}

TEST_CASE("a refused profile token is renewed once, then it cannot be told") {
    Adobe adobe{[](const std::string& request) {
        if (is_for(request, "/ims/token")) {
            return reply(200, R"({"access_token":"ims-1","expires_in":86399})");
        }
        if (is_for(request, "/clients/settings")) {
            return reply(200, R"({"enableProfileApiAuthentication":true})");
        }
        if (is_for(request, "/authentication/token")) {
            return reply(200, R"({"accessToken":"profile-1"})");
        }
        return reply(403, "Forbidden");
    }};
    Asker asker{adobe.url(), ""};
    asker.ask("crm-1");
    const auto told = asker.answers(1);
    REQUIRE(told.size() == 1);
    CHECK(told[0].known == SLUICE_KNOWN_UNTOLD);
    CHECK(told[0].code == "profile_token_refused");
    const auto requests = adobe.requests();
    const auto fetches = std::count_if(requests.begin(), requests.end(), [](const auto& request) {
        return is_for(request, "/rest/v1/profiles/");
    });
    CHECK(fetches == 2);
    CHECK(requests.back().find("Authorization: Bearer profile-1\r\n") != std::string::npos);
}

TEST_CASE("what Adobe quotes of the visitor stands in no message") {
    Adobe adobe{[](const std::string&) {
        return reply(
            400,
            R"({"status":400,"message":"the id secret-visitor is not valid"})",
            "Content-Type: application/json\r\n"
        );
    }};
    Asker asker{adobe.url()};
    asker.ask("secret-visitor");
    const auto told = asker.answers(1);
    REQUIRE(told.size() == 1);
    CHECK(told[0].known == SLUICE_KNOWN_UNTOLD);
    CHECK(told[0].message.find("secret-visitor") == std::string::npos);
    CHECK(told[0].message.find("is not valid") != std::string::npos);
}

TEST_CASE("cancel answers the questions that are open, each once") {
    test::Gate gate;
    Adobe adobe{[&](const std::string&) {
        gate.pass();
        return unknown;
    }};
    {
        Asker asker{adobe.url()};
        for (int i = 0; i < 20; ++i) {
            asker.ask("crm-" + std::to_string(i));
        }
        plugin.cancel(asker.self);
        const auto told = asker.answers(20);
        CHECK(told.size() == 20);
        std::set<std::uint64_t> tokens;
        for (const Told& each : told) {
            tokens.insert(each.token);
            CHECK(each.known == SLUICE_KNOWN_UNTOLD);
        }
        CHECK(tokens.size() == 20);
        gate.open();
    }
}

TEST_CASE("stream_attributes cannot be asked about, and says so") {
    test::TestHost host;
    test::TestSpec stream{"stream_attributes", config_at("http://127.0.0.1:1", none)};
    CHECK(verify.validate(host.table(), host.context(), stream.c()) == SLUICE_E_UNSUPPORTED);
    CHECK(host.has_issue("/verify", "cannot_be_verified"));
    test::TestSpec update{"send_identifiers", config_at("http://127.0.0.1:1", none)};
    CHECK(verify.validate(host.table(), host.context(), update.c()) == SLUICE_OK);
}

TEST_CASE("a preview tells the request and sends nothing, a traced record tells its reply too") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Asker asker{adobe.url()};
    REQUIRE(trace.begin(asker.self, &trace_host) == SLUICE_OK);
    const sluice_record& record = asker.records.add({slots::text("crm-1"), slots::text("gold")});

    CHECK(trace.preview(asker.self, &record) == SLUICE_OK);
    REQUIRE(asker.host.texts.size() == 1);
    CHECK(
        asker.host.texts[0].find("\n\nmbox3rdPartyId=crm-1&profile.tier=gold") != std::string::npos
    );
    CHECK(adobe.requests().empty());

    const sluice_batch batch{sizeof batch, 0, 1, &record, 1, 0};
    REQUIRE(plugin.send(asker.self, &batch) == SLUICE_OK);
    REQUIRE(asker.host.wait_for(1).size() == 1);
    REQUIRE(asker.host.texts.size() == 3);
    CHECK(asker.host.texts[1] == asker.host.texts[0]);
    CHECK(asker.host.texts[2].find("Request successfully submitted") != std::string::npos);
}

TEST_CASE("a preview of what Adobe would refuse says why nothing goes out") {
    Asker asker{"http://127.0.0.1:1"};
    REQUIRE(trace.begin(asker.self, &trace_host) == SLUICE_OK);
    const sluice_record& record = asker.records.add({slots::text("a+b"), slots::text("gold")});
    CHECK(trace.preview(asker.self, &record) == SLUICE_OK);
    REQUIRE(asker.host.texts.size() == 1);
    CHECK(asker.host.texts[0].starts_with("nothing: rejected as bad_identifier: "));
}
