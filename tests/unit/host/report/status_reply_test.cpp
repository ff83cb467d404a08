#include "host/report/status_json.hpp"
#include "host/report/status_reply.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <catch2/catch.hpp>

using host::Snapshot;
using host::status_reply;
using host::StatusAccess;
using host::StatusReply;
using host::StatusRequest;

namespace {

constexpr std::int64_t now = 1'700'000'060'000;
const StatusAccess open_access;

StatusReply ask(const StatusRequest& request, const StatusAccess& access = open_access) {
    const Snapshot snapshot = test::full_snapshot();
    return status_reply(request, access, &snapshot, now);
}

}  // namespace

TEST_CASE("each path has its answer") {
    CHECK(ask({"GET", "/status", "localhost", ""}).body == host::to_json(test::full_snapshot()));
    CHECK(ask({"HEAD", "/status?x=1", "localhost", ""}).status == 200);
    const auto metrics = ask({"GET", "/metrics", "127.0.0.1:9464", ""});
    CHECK(metrics.type == "text/plain; version=0.0.4; charset=utf-8");
    CHECK_THAT(metrics.body, Catch::Contains("sluice_updates_total{"));
    CHECK(ask({"GET", "/healthz", "localhost", ""}).status == 200);
    const auto ready = ask({"GET", "/readyz", "localhost", ""});
    CHECK(ready.status == 503);
    CHECK_THAT(ready.body, Catch::Contains("authentication"));
    CHECK(ask({"GET", "/", "localhost", ""}).status == 404);
    CHECK(ask({"GET", "/metrics/..", "localhost", ""}).status == 404);
    CHECK(ask({"POST", "/status", "localhost", ""}).status == 405);
    CHECK(ask({"", "", "localhost", ""}).status == 405);
}

TEST_CASE("before the first snapshot all is told as starting") {
    CHECK(status_reply({"GET", "/readyz", "localhost", ""}, {}, nullptr, now).status == 503);
    CHECK(status_reply({"GET", "/healthz", "localhost", ""}, {}, nullptr, now).status == 200);
    CHECK(status_reply({"GET", "/metrics", "localhost", ""}, {}, nullptr, now).status == 200);
    CHECK(status_reply({"GET", "/status", "localhost", ""}, {}, nullptr, now).status == 200);
}

TEST_CASE("a loopback server answers by the names of this machine only") {
    for (const char* host :
         {"localhost",
          "LocalHost:9464",
          "127.0.0.1",
          "127.0.0.1:1",
          "127.8.9.1:80",
          "[::1]",
          "[::1]:9464"}) {
        INFO(host);
        CHECK(ask({"GET", "/healthz", host, ""}).status == 200);
    }
    for (const char* host :
         {"",
          "evil.example",
          "127.0.0.1.evil.example",
          "localhost.evil.example:9464",
          "10.0.0.1",
          "[::2]",
          "::1",
          "[::1",
          "127.evil"}) {
        INFO(host);
        CHECK(ask({"GET", "/healthz", host, ""}).status == 421);
        CHECK(ask({"GET", "/healthz", host, ""}, {"", false}).status == 200);
    }
}

TEST_CASE("where a token is asked it is asked of everything but the health") {
    const StatusAccess guarded{"0123456789abcdef", false};
    const auto status = [&](const char* path, const char* authorization) {
        return ask({"GET", path, "sluice.example", authorization}, guarded).status;
    };
    for (const char* path : {"/metrics", "/readyz", "/status", "/else"}) {
        INFO(path);
        for (const char* wrong :
             {"",
              "Bearer",
              "Bearer ",
              "Bearer 0123456789abcde",
              "Bearer 0123456789abcdeX",
              "Bearer 0123456789abcdef0",
              "Basic 0123456789abcdef",
              "0123456789abcdef"}) {
            INFO(wrong);
            CHECK(status(path, wrong) == 401);
        }
    }
    CHECK(status("/healthz", "") == 200);
    CHECK(status("/metrics", "Bearer 0123456789abcdef") == 200);
    CHECK(status("/metrics", "bearer 0123456789abcdef") == 200);
}
