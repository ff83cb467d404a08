// The pure parts, case by case. Each check that fails prints its place; the exit code says whether
// one did.
#include "body.hpp"
#include "json.hpp"
#include "judge.hpp"
#include "reply.hpp"
#include "request.hpp"
#include "settings.hpp"

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

using namespace std::chrono_literals;

int failures = 0;

#define CHECK(...)                                                                                 \
    do {                                                                                           \
        if (!(__VA_ARGS__)) {                                                                      \
            ++failures;                                                                            \
            std::fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #__VA_ARGS__);   \
        }                                                                                          \
    } while (false)

void the_reader_takes_json_and_nothing_else() {
    CHECK(json::is_valid("{\"a\":[1,-0.5e+3,true,null,\"\\u00e9\\n\"], \"b\" : {}}"));
    for (const std::string_view wrong :
         {"",
          "{\"a\":1,}",
          "{\"a\" 1}",
          "[1] 2",
          "01",
          "\"\\x\"",
          "\"\xC0\xAF\"",
          "\"\xED\xA0\x80\"",
          "\"unended"}) {
        CHECK(!json::is_valid(wrong));
    }
    CHECK(!json::is_valid(std::string(50, '[') + std::string(50, ']')));
    const auto members = json::members(R"( {"a": {"b": 1} , "c\/": "d\\e"} )");
    CHECK(members && members->size() == 2);
    CHECK(members && (*members)[0].second == R"({"b": 1} )");
    CHECK(members && (*members)[1].first == "c/" && json::string((*members)[1].second) == "d\\e");
}

void an_endpoint_is_on_this_machine() {
    const auto endpoint = parse_endpoint("http://127.0.0.1:8080/records");
    CHECK(endpoint && endpoint->port == 8080 && endpoint->path == "/records");
    CHECK(endpoint && endpoint->authority == "127.0.0.1:8080");
    CHECK(parse_endpoint("http://localhost") && parse_endpoint("http://localhost")->path == "/");
    CHECK(parse_endpoint("http://[::1]:1/") && parse_endpoint("http://[::1]:1/")->is_ipv6);
    for (const std::string_view wrong :
         {"",
          "https://127.0.0.1/",
          "http://127.0.0.1.example.com/",
          "http://127.0.0.1:99999/",
          "http://127.0.0.1:/",
          "http://127.0.0.1/a b",
          "http://127.0.0.1/a\r\nX: y"}) {
        CHECK(!parse_endpoint(wrong));
    }
}

// A host that takes verdicts and forgets them: a record that goes answers by itself.
const sluice_host& host_table() {
    static const sluice_host table = [] {
        sluice_host made{};
        made.struct_size = sizeof made;
        made.complete = [](sluice_ctx*, const sluice_result*, std::size_t) {};
        return made;
    }();
    return table;
}

sluice_value text(std::string_view bytes) {
    sluice_value value{SLUICE_T_STR, static_cast<std::uint32_t>(bytes.size()), {}};
    value.u.s = bytes.data();
    return value;
}

// One record of an identifier and a tier, as a body, or the outcome's code and slot.
std::string body_with(sluice_value id, sluice_value tier) {
    const std::array values{id, tier};
    sluice_record raw{};
    raw.values = values.data();
    raw.n_values = values.size();
    raw.op = SLUICE_OP_UPSERT;
    const sluice::Record record{sluice::Host{&host_table(), nullptr}, raw};
    const auto body = body_of({0, {"id", "attributes.tier"}}, record);
    return body ? *body : body.error().code + ' ' + std::to_string(body.error().field);
}

void a_body_is_json_whatever_the_values_are() {
    CHECK(
        body_with(text("crm-7"), text("a\"\\\r\n")) ==
        R"({"id":"crm-7","attributes":{"tier":"a\"\\\u000d\u000a"}})"
    );
    CHECK(body_with(text("u"), {}) == R"({"id":"u","attributes":{}})");
    sluice_value number = text("1.10");
    number.type = SLUICE_T_NUMBER;
    CHECK(body_with(text("u"), number) == R"({"id":"u","attributes":{"tier":1.10}})");
    CHECK(body_with({}, {}) == "bad_value 0");
    CHECK(body_with(text("u"), text("\xFF")) == "bad_value 1");
    CHECK(body_with(text("u"), {99, 0, {}}) == "bad_value 1");
}

void a_request_holds_no_line_that_is_not_its_own() {
    CHECK(
        request_of(*parse_endpoint("http://127.0.0.1:1/r"), "t", "a b\r\n", "{}") ==
        "POST /r HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\nContent-Type: "
        "application/json\r\nContent-Length: 2\r\nAuthorization: Bearer t\r\nIdempotency-Key: "
        "a%20b%0D%0A\r\n\r\n{}"
    );
    CHECK(!is_header_value("a\nb") && is_header_value("abc"));
}

void each_status_has_its_verdict() {
    struct Case {
        int status;
        const char* retry_after;
        sluice::Verdict verdict;
        bool whole_destination;
        std::chrono::milliseconds delay;
    };
    using sluice::Verdict;
    for (const Case& one : std::initializer_list<Case>{
             {200, "", Verdict::delivered, false, 0s},
             {204, "", Verdict::delivered, false, 0s},
             {302, "", Verdict::retry, true, 0s},
             {400, "", Verdict::rejected, false, 0s},
             {401, "", Verdict::auth_failed, false, 0s},
             {403, "", Verdict::auth_failed, false, 0s},
             {404, "", Verdict::rejected, false, 0s},
             {408, "", Verdict::retry, false, 0s},
             {413, "", Verdict::rejected, false, 0s},
             {425, "", Verdict::retry, false, 0s},
             {429, "2", Verdict::retry, true, 2s},
             {429, "Wed, 21 Oct 2015 07:28:00 GMT", Verdict::retry, true, 10s},
             {500, "", Verdict::retry, false, 0s},
             {503, "1", Verdict::retry, true, 1s},
             {503, "soon", Verdict::retry, false, 0s}}) {
        const std::chrono::system_clock::time_point now{1445412470s};
        const auto outcome = judge(Reply{one.status, one.retry_after}, "127.0.0.1", now);
        CHECK(outcome.verdict == one.verdict);
        CHECK(outcome.whole_destination == one.whole_destination);
        CHECK(outcome.retry_after == one.delay);
        CHECK(outcome.vendor_code == one.status);
    }
}

void what_was_written_without_an_answer_may_be_delivered() {
    const auto unsent = judge(Failure{Failure::Kind::cancelled, false}, "");
    CHECK(unsent.verdict == sluice::Verdict::cancelled && !unsent.maybe_delivered);
    const auto sent = judge(Failure{Failure::Kind::cancelled, true}, "");
    CHECK(sent.verdict == sluice::Verdict::retry && sent.maybe_delivered);
}

void a_head_is_read_whole_or_not_at_all() {
    Reply reply;
    CHECK(read_head("HTTP/1.1 200 OK\r\n", reply) == Head::unfinished);
    CHECK(read_head("HTTP/1.1 200 OK\r\nretry-AFTER:  7\r\n\r\n", reply) == Head::whole);
    CHECK(reply.status == 200 && reply.retry_after == "7");
    CHECK(read_head("HTTP/1.1 103 Early Hints\r\n\r\n", reply) == Head::unfinished);
    CHECK(
        read_head("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 \r\n\r\n", reply) == Head::whole &&
        reply.status == 204
    );
    CHECK(read_head("SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n", reply) == Head::wrong);
}

}  // namespace

int main() {
    the_reader_takes_json_and_nothing_else();
    an_endpoint_is_on_this_machine();
    a_body_is_json_whatever_the_values_are();
    a_request_holds_no_line_that_is_not_its_own();
    each_status_has_its_verdict();
    what_was_written_without_an_answer_may_be_delivered();
    a_head_is_read_whole_or_not_at_all();
    return failures == 0 ? 0 : 1;
}
