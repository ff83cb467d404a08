#include "sdk/http/public_address.hpp"

#include <catch2/catch.hpp>

#include <string>

using boost::asio::ip::make_address;
using sluice::http::is_public;

TEST_CASE("addresses of the public Internet are public, up to the edges of what is not") {
    for (const std::string address :
         {"8.8.8.8",         "1.1.1.1",          "9.255.255.255",        "11.0.0.0",
          "100.63.255.255",  "100.128.0.0",      "126.255.255.255",      "128.0.0.0",
          "169.253.255.255", "169.255.0.0",      "172.15.255.255",       "172.32.0.0",
          "192.167.255.255", "192.169.0.0",      "198.17.255.255",       "198.20.0.0",
          "223.255.255.255", "2600::1",          "2001:4860:4860::8888", "2a00:1450:4001::1",
          "::ffff:8.8.8.8",  "64:ff9b::8.8.8.8", "2002:808:808::1"}) {
        CAPTURE(address);
        CHECK(is_public(make_address(address)));
    }
}

TEST_CASE("private, shared, link-local, loopback, metadata and reserved addresses are not") {
    for (const std::string address :
         {"0.0.0.0",     "0.1.2.3",         "10.0.0.1",       "10.255.255.255",
          "100.64.0.1",  "100.127.255.255", "127.0.0.1",      "127.255.255.255",
          "169.254.0.1", "169.254.169.254", "172.16.0.1",     "172.31.255.255",
          "192.168.0.1", "192.168.255.255", "192.0.0.8",      "192.0.2.1",
          "198.18.0.1",  "198.19.255.255",  "198.51.100.7",   "203.0.113.7",
          "224.0.0.1",   "240.0.0.1",       "255.255.255.255"}) {
        CAPTURE(address);
        CHECK_FALSE(is_public(make_address(address)));
    }
}

TEST_CASE("no IPv6 form of such an address is let through") {
    for (const std::string address :
         {"::",
          "::1",
          "::ffff:127.0.0.1",
          "::ffff:10.0.0.1",
          "::ffff:169.254.169.254",
          "::127.0.0.1",
          "::10.0.0.1",
          "::8.8.8.8",
          "64:ff9b::10.0.0.1",
          "64:ff9b:1::1",
          "2002:a00:1::1",
          "2002:7f00:1::1",
          "2001::1",
          "2001:db8::1",
          "3fff::1",
          "fc00::1",
          "fd12:3456::1",
          "fdff:ffff::1",
          "fe80::1",
          "febf::1",
          "fec0::1",
          "ff02::1",
          "100::1"}) {
        CAPTURE(address);
        CHECK_FALSE(is_public(make_address(address)));
    }
}
