#include "host/record/listen_address.hpp"

#include <catch2/catch.hpp>

using host::parse_listen_address;

TEST_CASE("an address is an IP address and a port") {
    struct Row {
        const char* text;
        const char* expected;
        bool is_loopback;
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1:9464", "127.0.0.1:9464", true},
        {"127.1.2.3:0", "127.1.2.3:0", true},
        {"localhost:80", "127.0.0.1:80", true},
        {"[::1]:9464", "[::1]:9464", true},
        {"0.0.0.0:9464", "0.0.0.0:9464", false},
        {"[::]:1", "[::]:1", false},
        {"10.0.0.1:65535", "10.0.0.1:65535", false},
    }));
    const auto address = parse_listen_address(row.text);
    INFO(row.text);
    REQUIRE(address);
    CHECK(address->text() == row.expected);
    CHECK(address->is_loopback() == row.is_loopback);
}

TEST_CASE("what is no such address is none") {
    for (const char* text :
         {"",
          ":9464",
          "9464",
          "127.0.0.1",
          "127.0.0.1:",
          "127.0.0.1:65536",
          "127.0.0.1:-1",
          "127.0.0.1:80x",
          "::1:80",
          "[127.0.0.1]:80",
          "127.1:80",
          "sluice.example:80",
          "[]:80",
          "[::1]80",
          "127.0.0.1 :80"}) {
        INFO(text);
        CHECK_FALSE(parse_listen_address(text));
    }
}
