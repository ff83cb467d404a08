#include "fixtures.hpp"
#include "host/report/progress.hpp"

#include <catch2/catch.hpp>

#include <vector>

using host::eta;
using host::Pace;
using host::PipelineProgress;
using host::Progress;
using host::progress_text;
using namespace std::chrono_literals;

namespace {

PipelineProgress half_way() {
    PipelineProgress state;
    state.pipeline = "loyalty";
    state.counts.records = 8000;
    state.counts.updates = 8000;
    state.counts.delivered = 4200;
    state.counts.rejected = 3;
    state.counts.filtered = 10;
    state.bytes_done = 425;
    state.bytes_total = 1000;
    return state;
}

struct Fixture {
    explicit Fixture(test::Channel& channel) : console{channel.in} {}
    host::Console console;
    host::Redactor redactor;
    host::Log log{console, redactor, {}};
    Progress progress{console, log};
};

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the line tells share, rate, fates and the time left") {
    CHECK(
        progress_text(half_way(), {1234, 5}, 0) ==
        "loyalty  42 %  1,234/s  delivered 4,200  rejected 3  filtered 10  pending 3,787  ETA "
        "00:01:55"
    );
}

TEST_CASE("a stream has neither share nor time left") {
    auto state = half_way();
    state.bytes_total.reset();
    CHECK(
        progress_text(state, {1234, 5}, 0) ==
        "loyalty  1,234/s  delivered 4,200  rejected 3  filtered 10  pending 3,787"
    );
}

TEST_CASE("a pause is told with its reason, and there is no time left to tell") {
    auto state = half_way();
    state.paused = "quota until 12:00\x1b[2J";
    const std::string text = progress_text(state, {10, 5}, 0);
    CHECK(holds(text, "42 %  paused: quota until 12:00 [2J  10.0/s"));
    CHECK_FALSE(holds(text, "ETA"));
}

TEST_CASE("the line is cut to the terminal") {
    CHECK(progress_text(half_way(), {1234, 5}, 20) == "loyalty  42 %  1,23…");
}

TEST_CASE("the time left is known only when something moves towards a known end") {
    auto state = half_way();
    CHECK(eta(state, {1, 5}) == 115s);
    CHECK_FALSE(eta(state, {1, 0}));
    CHECK_FALSE(eta(state, {1, 0.00001}));
    state.bytes_done = 1000;
    CHECK(eta(state, {1, 5}) == 0s);
    state.bytes_done = 2000;
    CHECK(eta(state, {1, 5}) == 0s);
    CHECK(holds(progress_text(state, {1, 5}, 0), "100 %"));
    state.bytes_total = 0;
    CHECK(holds(progress_text(state, {1, 5}, 0), "100 %"));
}

TEST_CASE("a rate that is kept holds the time left, also once everything is read") {
    auto state = half_way();
    state.at_least = 200s;
    CHECK(eta(state, {1, 5}) == 200s);
    CHECK(eta(state, {1, 0}) == 200s);
    state.at_least = 20s;
    CHECK(eta(state, {1, 5}) == 115s);
    state.bytes_total.reset();
    CHECK_FALSE(eta(state, {1, 5}));
}

TEST_CASE("a quota that does not last is told at the end of the line") {
    auto state = half_way();
    state.quota = "20 left, used up about noon at this pace";
    CHECK(holds(
        progress_text(state, {1234, 5}, 0),
        "ETA 00:01:55  quota: 20 left, used up about noon at this pace"
    ));
}

TEST_CASE("elsewhere than on a terminal there is a line every ten seconds, the first after ten") {
    test::Pipe pipe;
    Fixture fixture{pipe};
    std::vector<PipelineProgress> states{half_way()};
    fixture.progress.update(5s, states);
    CHECK(pipe.read().empty());
    CHECK(fixture.progress.next_due() == 15s);
    CHECK_FALSE(fixture.progress.is_due(14'999ms));
    CHECK(fixture.progress.is_due(15s));
    states[0].counts.delivered += 500;
    states[0].bytes_done += 100;
    fixture.progress.update(15s, states);
    const std::string line = pipe.read();
    CHECK(holds(line, R"("message":"progress","pipeline":"loyalty","records":8000,"updates":8000,)")
    );
    CHECK(holds(
        line,
        R"("delivered":4700,"rejected":3,"filtered":10,"unchanged":0,"superseded":0,"pending":3287,"per_second":50,)"
    ));
    CHECK(holds(line, R"("percent":52.5,"eta_seconds":48})"));
    states[0].paused = "no answer";
    states[0].quota = "20 left";
    fixture.progress.update(25s, states);
    CHECK(holds(pipe.read(), R"("percent":52.5,"paused":"no answer","quota":"20 left"})"));
}

TEST_CASE("on a terminal one line is rewritten four times a second and removed at the end") {
    test::Terminal terminal{90};
    Fixture fixture{terminal};
    std::vector<PipelineProgress> states{half_way()};
    fixture.progress.update(0s, states);
    CHECK(fixture.progress.next_due() == 250ms);
    CHECK(holds(terminal.read(), "\r\x1b[Kloyalty  42 %  0.0/s  delivered 4,200"));
    states[0].counts.delivered += 100;
    fixture.progress.update(1s, states);
    CHECK(holds(terminal.read(), "loyalty  42 %  100/s  delivered 4,300"));
    fixture.progress.finish();
    CHECK(terminal.read() == "\r\x1b[K");
}

TEST_CASE("several pipelines share the line of a terminal as their sum") {
    test::Terminal terminal{200};
    Fixture fixture{terminal};
    std::vector<PipelineProgress> states{half_way(), half_way()};
    states[1].pipeline = "visits";
    states[1].paused = "no answer";
    fixture.progress.update(0s, states);
    const std::string line = terminal.read();
    CHECK(holds(line, "2 pipelines  42 %  paused: visits: no answer"));
    CHECK(holds(line, "delivered 8,400  rejected 6  filtered 20  pending 7,574"));
    states[1].bytes_total.reset();
    fixture.progress.update(1s, states);
    CHECK_FALSE(holds(terminal.read(), "%"));
}

TEST_CASE("the rate follows a stall and a start within a few looks") {
    test::Terminal terminal{200};
    Fixture fixture{terminal};
    std::vector<PipelineProgress> states{half_way()};
    for (int second = 0; second <= 5; ++second) {
        states[0].counts.delivered += 100;
        fixture.progress.update(std::chrono::seconds{second}, states);
    }
    CHECK(holds(terminal.read(), "  100/s  delivered 4,800"));
    for (int second = 6; second <= 40; ++second) {
        fixture.progress.update(std::chrono::seconds{second}, states);
    }
    CHECK(holds(terminal.read(), "  0.1/s  delivered 4,800"));
}
