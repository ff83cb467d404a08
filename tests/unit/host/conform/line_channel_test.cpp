#include "host/conform/line_channel.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

std::pair<host::LineChannel, host::LineChannel> ends() {
    std::array<int, 2> sockets{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) == 0);
    return {
        host::LineChannel{host::FileDescriptor{sockets[0]}},
        host::LineChannel{host::FileDescriptor{sockets[1]}}};
}

}  // namespace

TEST_CASE("lines come out in order, and a descriptor with them") {
    auto [here, there] = ends();
    const host::FileDescriptor null{open("/dev/null", O_RDONLY | O_CLOEXEC)};
    CHECK(here.send({{"a", 1}}));
    CHECK(here.send({{"b", 2}}, null.get()));
    host::Arrived arrived = there.arrived();
    REQUIRE(arrived.lines.size() == 2);
    CHECK(arrived.lines[1].at("b").as_int64() == 2);
    CHECK(arrived.descriptor);
    CHECK_FALSE(arrived.has_ended);
    CHECK(there.arrived().lines.empty());
}

TEST_CASE("a text that is no UTF-8 crosses all the same") {
    auto [here, there] = ends();
    CHECK(here.send({{"a", "x\xff"}}));
    const auto line = there.next();
    REQUIRE(line);
    CHECK(line->at("a").as_string() == "x?");
}

TEST_CASE("the end of the other side is seen, after what it said last") {
    auto [here, there] = ends();
    CHECK(here.send({{"a", 1}}));
    here = host::LineChannel{host::FileDescriptor{}};
    CHECK(there.next());
    CHECK_FALSE(there.next());
}
