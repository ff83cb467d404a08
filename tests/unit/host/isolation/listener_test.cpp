#include "host/frame/flat_results.hpp"
#include "host/frame/frame_writer.hpp"
#include "host/isolation/listener.hpp"
#include "host/plugin/no_secrets.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <string>
#include <vector>

namespace {

using host::FrameKind;
using host::FrameWriter;
using What = host::Heeded::What;

struct Desk {
    host::Bell bell;
    host::NoSecrets secrets;
    host::Context context{bell, secrets};
    host::Listener listener{context};

    host::Heeded hear(const std::string& frame) {
        host::FrameHeader header;
        std::memcpy(&header, frame.data(), sizeof header);
        const auto body = std::as_bytes(std::span{frame}).subspan(sizeof header);
        return listener.heed({static_cast<FrameKind>(header.kind), body});
    }
};

template <class Fill>
std::string frame_of(FrameKind kind, Fill fill) {
    std::string frame;
    FrameWriter writer{frame, kind};
    fill(writer);
    writer.end();
    return frame;
}

}  // namespace

TEST_CASE("verdicts, logs, issues and metrics of a runner reach the plugin's context") {
    Desk desk;
    sluice_result result{};
    result.token = 5;
    result.status = SLUICE_DELIVERED;
    host::FlatResults flat;
    flat.add(result);
    const std::string verdicts{flat.frame()};
    CHECK(desk.hear(verdicts).what == What::verdicts);
    std::vector<host::Completion> completions;
    desk.context.take_completions(completions);
    REQUIRE(completions.size() == 1);
    CHECK(completions[0].token == 5);

    desk.hear(frame_of(FrameKind::log, [](FrameWriter& frame) {
        frame.number(SLUICE_LOG_WARN).text("slow").number(2).text("ms").text("70");
    }));
    const auto log = desk.context.take_log();
    REQUIRE(log.size() == 1);
    CHECK(log[0].fields.front().second == "70");

    desk.hear(frame_of(FrameKind::issue, [](FrameWriter& frame) {
        frame.number(SLUICE_SEV_ERROR).text("/fields/0").text("bad").text("a sentence");
    }));
    CHECK(desk.context.take_issues().front().path == "/fields/0");

    desk.hear(frame_of(FrameKind::metric, [](FrameWriter& frame) {
        frame.number(SLUICE_M_COUNTER).text("sent").text("").text("");
    }));
    desk.hear(frame_of(FrameKind::metric_add, [](FrameWriter& frame) { frame.number(1).real(3); }));
    CHECK(desk.context.metrics().at("sent").value == 3);
}

TEST_CASE("a new runner numbers its metrics anew, and their values go on") {
    Desk desk;
    for (const std::string first : {"sent", "held"}) {
        desk.listener.begin();
        for (const std::string& name : {first, std::string{"sent"}}) {
            desk.hear(frame_of(FrameKind::metric, [&](FrameWriter& frame) {
                frame.number(SLUICE_M_COUNTER).text(name).text("").text("");
            }));
        }
        desk.hear(frame_of(FrameKind::metric_add, [](FrameWriter& frame) {
            frame.number(2).real(1);
        }));
    }
    CHECK(desk.context.metrics().at("sent").value == 2);
}

TEST_CASE("what no runner says is nonsense, whichever frame it is in") {
    Desk desk;
    for (const FrameKind kind :
         {FrameKind::loaded,
          FrameKind::answer,
          FrameKind::refused,
          FrameKind::complete,
          FrameKind::issue,
          FrameKind::log,
          FrameKind::metric,
          FrameKind::metric_add,
          FrameKind::secret,
          FrameKind::pong}) {
        CAPTURE(static_cast<int>(kind));
        CHECK(desk.hear(frame_of(kind, [](FrameWriter&) {})).what == What::nonsense);
        CHECK(
            desk.hear(frame_of(kind, [](FrameWriter& frame) { frame.number(UINT64_MAX); })).what ==
            What::nonsense
        );
    }
    CHECK(desk.hear(frame_of(FrameKind::init, [](FrameWriter&) {})).what == What::nonsense);
    CHECK(desk.hear(frame_of(FrameKind{9999}, [](FrameWriter&) {})).what == What::nonsense);
    CHECK(
        desk.hear(
                frame_of(FrameKind::metric_add, [](FrameWriter& frame) { frame.number(1).real(1); })
        ).what == What::nonsense
    );
    CHECK(
        desk.hear(frame_of(
                      FrameKind::loaded,
                      [](FrameWriter& frame) {
                          frame.text("sluice 0.0.1 frames 0").text("").number(0);
                      }
                  )
        ).what == What::nonsense
    );
}
