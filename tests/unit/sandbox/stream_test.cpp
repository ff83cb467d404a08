#include "live_sandbox.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

TEST_CASE("bodies and replies larger than any buffer pass whole, over http and https") {
    for (const Scheme scheme : {Scheme::http, Scheme::https}) {
        LiveSandbox live(scheme);
        std::string lines;
        for (int i = 0; i < 20'000; ++i) {
            lines += R"({"ecid":")" + std::to_string(i) +
                     R"(","attributes":{"a":"0123456789"}})"
                     "\n";
        }
        CHECK_THAT(live.post("/_sandbox/profiles", lines), Catch::StartsWith("HTTP/1.1 200"));
        CHECK(live.await_count(R"("profiles":20000)"));
        const std::string large(1'000'000, 'x');
        live.play(R"({"match":{"path":"/big"},"then":{"status":200,"body":")" + large + R"("}})");
        const std::string reply = live.get("/big");
        CHECK(reply.size() > large.size());
        CHECK(reply.ends_with("\r\n\r\n" + large));
    }
}

TEST_CASE("plain bytes on a TLS port end the connection and nothing else") {
    LiveSandbox live(Scheme::https);
    Client plain(live.port());
    plain.send("GET / HTTP/1.1\r\n\r\n");
    const std::string alert = plain.receive_all();
    CHECK_FALSE(alert.starts_with("HTTP/"));
    CHECK(live.await_count(R"("requests":0)"));
}
