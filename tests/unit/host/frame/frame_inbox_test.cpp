#include "host/frame/frame_inbox.hpp"
#include "host/frame/frame_reader.hpp"
#include "host/frame/frame_writer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace {

void feed(host::FrameInbox& inbox, std::string_view bytes) {
    const auto room = inbox.room();
    REQUIRE(room.size() >= bytes.size());
    std::memcpy(room.data(), bytes.data(), bytes.size());
    inbox.filled(bytes.size());
}

}  // namespace

TEST_CASE("frames are whole again however the stream was cut") {
    std::string stream;
    for (std::uint64_t number = 0; number < 50; ++number) {
        host::FrameWriter frame{stream, host::FrameKind::ping};
        frame.number(number).text(std::string(number, 'x')).real(0.5).end();
    }
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{4096}}) {
        CAPTURE(piece);
        host::FrameInbox inbox{4096};
        std::uint64_t expected = 0;
        for (std::size_t at = 0; at < stream.size(); at += piece) {
            feed(inbox, std::string_view{stream}.substr(at, piece));
            while (const auto frame = inbox.next()) {
                CHECK(frame->kind == host::FrameKind::ping);
                CHECK(reinterpret_cast<std::uintptr_t>(frame->body.data()) % 8 == 0);
                host::FrameReader body{frame->body};
                CHECK(body.number() == expected);
                CHECK(body.text() == std::string(expected, 'x'));
                CHECK(body.real() == 0.5);
                CHECK(body.is_done());
                ++expected;
            }
        }
        CHECK(expected == 50);
        CHECK_FALSE(inbox.is_broken());
    }
}

TEST_CASE("a frame as long as allowed fits, a longer one and an odd one break the stream") {
    for (const std::uint32_t length : {1024U, 1032U, 1020U, UINT32_MAX}) {
        CAPTURE(length);
        host::FrameInbox inbox{1024};
        const host::FrameHeader header{length, 1};
        std::string bytes(sizeof header, '\0');
        std::memcpy(bytes.data(), &header, sizeof header);
        feed(inbox, bytes + std::string(1024, '\0'));
        CHECK(inbox.next().has_value() == (length == 1024));
        CHECK(inbox.is_broken() == (length != 1024));
        CHECK_FALSE(inbox.next());
    }
}
