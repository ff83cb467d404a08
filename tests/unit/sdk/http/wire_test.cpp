#include "sdk/http/wire.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using sluice::http::Step;
using sluice::http::Wire;

struct Pair {
    Pair() { REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0); }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    ~Pair() {
        close(ends[0]);
        close_far_end();
    }
    void close_far_end() {
        if (ends[1] >= 0) {
            close(std::exchange(ends[1], -1));
        }
    }
    int ends[2] = {-1, -1};
};

}  // namespace

TEST_CASE("a wire sends what the kernel takes and goes on where it stopped") {
    const Pair pair;
    Wire wire;
    wire.attach(pair.ends[0]);
    const std::string bytes(4 << 20, 'x');
    std::string_view rest = bytes;
    std::size_t received = 0;
    std::string chunk(1 << 20, ' ');
    REQUIRE(wire.send(rest) == Step::want_write);
    CHECK(wire.sent() == bytes.size() - rest.size());
    while (received < bytes.size()) {
        const ssize_t size = recv(pair.ends[1], chunk.data(), chunk.size(), 0);
        REQUIRE(size > 0);
        received += static_cast<std::size_t>(size);
        REQUIRE(wire.send(rest) != Step::failed);
    }
    CHECK(rest.empty());
    CHECK(wire.sent() == bytes.size());
}

TEST_CASE("sending on a broken connection is an error, not a signal") {
    Pair pair;
    Wire wire;
    wire.attach(pair.ends[0]);
    pair.close_far_end();
    std::string_view rest = "request";
    CHECK(wire.send(rest) == Step::failed);
    CHECK(wire.error() == boost::system::errc::broken_pipe);
    CHECK(wire.sent() == 0);
}

TEST_CASE("a wire tells bytes, silence and the end apart") {
    Pair pair;
    Wire wire;
    wire.attach(pair.ends[0]);
    CHECK(wire.receive() == Step::want_read);
    REQUIRE(send(pair.ends[1], "ab", 2, 0) == 2);
    CHECK(wire.receive() == Step::done);
    CHECK(wire.in.data() == "ab");
    pair.close_far_end();
    CHECK(wire.receive() == Step::ended);
}
