#include "sdk/http/buffer.hpp"

#include <catch2/catch.hpp>

#include <cstring>

namespace {

void put(sluice::http::Buffer& buffer, std::string_view bytes) {
    const auto room = buffer.room(bytes.size());
    REQUIRE(room.size() >= bytes.size());
    std::memcpy(room.data(), bytes.data(), bytes.size());
    buffer.append(bytes.size());
}

}  // namespace

TEST_CASE("a buffer gives its bytes in order, moved to the front and grown as need be") {
    sluice::http::Buffer buffer{4};
    put(buffer, "abcd");
    buffer.consume(3);
    CHECK(buffer.data() == "d");
    put(buffer, "efg");  // fits once "d" is at the front
    CHECK(buffer.data() == "defg");
    put(buffer, "hijklmnop");
    CHECK(buffer.data() == "defghijklmnop");
    buffer.consume(buffer.size());
    CHECK(buffer.empty());
}

TEST_CASE("an emptied buffer has all its room again") {
    sluice::http::Buffer buffer{8};
    put(buffer, "12345678");
    buffer.consume(8);
    CHECK(buffer.room(1).size() == 8);
    put(buffer, "x");
    buffer.clear();
    CHECK(buffer.room(1).size() == 8);
}
