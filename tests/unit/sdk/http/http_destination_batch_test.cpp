#include "tests/unit/sdk/http/live_destination.hpp"

using namespace sluice::http;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;
using test::AnsweringServer;
using test::body_of;
using test::LiveDestination;
using test::reply;

namespace {

// One request for all: the texts, one a line. A reply "1:409" settles the record of that index.
class Batcher final : public HttpDestination {
public:
    static void validate(sluice::Findings&, const sluice::Spec&) {}

    Batcher(sluice::Host host, const sluice::Spec& spec) : HttpDestination{host, options(spec)} {}

    Draft build_batch(Batch& batch) override {
        Draft draft;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto text = sluice::to_view(batch[i][0]);
            if (text == "bad") {
                batch.settle(i, sluice::rejected({.code = "bad_text"}));
                continue;
            }
            draft.body += text;
            draft.body += '\n';
        }
        return draft;
    }

    void judge_batch(Batch& batch, const Reply& reply) override {
        if (const auto colon = reply.body.find(':'); colon != std::string::npos) {
            batch.settle(
                std::stoul(reply.body.substr(0, colon)), sluice::rejected({.code = "conflict"})
            );
        }
    }

private:
    static HttpOptions options(const sluice::Spec& spec) {
        HttpOptions options;
        options.url = *parse_endpoint(spec.config_json());
        options.client.connections = 1;
        options.max_batch = 100;
        return options;
    }
};

}  // namespace

TEST_CASE("records gather while the connection is busy, and one request carries them") {
    test::Gate gate;
    AnsweringServer server{[&](const std::string& request) {
        gate.pass();
        return reply(200, body_of(request) == "a\n" ? "" : "1:409");
    }};
    LiveDestination<Batcher> bench{server.url()};
    bench.send({"a"});
    REQUIRE(server.wait_for("POST", 1));
    bench.send({"b", "bad", "c"});
    bench.send({"d"});
    gate.open();
    const auto results = bench.results();
    CHECK(results.at(0).verdict == Verdict::delivered);
    CHECK(results.at(1).verdict == Verdict::delivered);
    CHECK(results.at(2).code == "bad_text");
    CHECK(results.at(2).requests == 0);
    CHECK(results.at(3).verdict == Verdict::delivered);
    CHECK(results.at(4).verdict == Verdict::delivered);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 2);
    CHECK(body_of(requests[1]) == "b\nc\nd\n");
}
