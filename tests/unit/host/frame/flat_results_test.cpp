#include "host/frame/flat_results.hpp"
#include "host/frame/frame_inbox.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <cstring>
#include <string>
#include <vector>

namespace {

std::span<const std::byte> body(const std::string& frame) {
    return std::as_bytes(std::span{frame}).subspan(sizeof(host::FrameHeader));
}

sluice_result result(std::uint64_t token, std::string_view message = "") {
    sluice_result made{};
    made.token = token;
    made.status = SLUICE_REJECTED;
    made.field = -1;
    made.message = sluice::to_str(message);
    return made;
}

void write(std::string& out, std::span<const sluice_result> results) {
    host::FlatResults flat;
    for (const sluice_result& result : results) {
        flat.add(result);
        if (flat.is_full()) {
            out += flat.frame();
            flat.clear();
        }
    }
    out += flat.frame();
}

}  // namespace

TEST_CASE("verdicts come out of their frame as they went in") {
    sluice_result second = result(2, "the field is too long");
    second.code = sluice::to_str("too_long");
    second.member = sluice::to_str("tier");
    const std::vector<sluice_result> sent{result(1), second};
    std::string frame;
    write(frame, sent);
    std::vector<sluice_result> read;
    REQUIRE(host::read_results(body(frame), read));
    REQUIRE(read.size() == 2);
    CHECK(read[0].token == 1);
    CHECK(read[0].message.len == 0);
    CHECK(read[1].status == SLUICE_REJECTED);
    CHECK(sluice::to_view(read[1].message) == "the field is too long");
    CHECK(sluice::to_view(read[1].code) == "too_long");
    CHECK(sluice::to_view(read[1].member) == "tier");
}

TEST_CASE("texts are cut at 512 bytes, and a null one is empty whatever its length says") {
    const std::string endless(5000, 'x');
    sluice_result one = result(1, endless);
    one.code = {nullptr, 77};
    std::string frame;
    write(frame, std::span{&one, 1});
    std::vector<sluice_result> read;
    REQUIRE(host::read_results(body(frame), read));
    CHECK(read[0].message.len == 512);
    CHECK(read[0].code.len == 0);
}

TEST_CASE("more verdicts than one frame holds go in several, none longer than the host takes") {
    const std::string longest(512, 'x');
    std::vector<sluice_result> sent(2500, result(1, longest));
    for (sluice_result& one : sent) {
        one.code = one.message;
        one.member = one.message;
    }
    std::string frames;
    write(frames, sent);
    host::FrameInbox inbox{host::most_bytes_from_runner};
    std::size_t read = 0;
    for (std::size_t at = 0; at < frames.size();) {
        const auto room = inbox.room();
        const std::size_t some = std::min(room.size(), frames.size() - at);
        std::memcpy(room.data(), frames.data() + at, some);
        inbox.filled(some);
        at += some;
        std::vector<sluice_result> results;
        while (const auto frame = inbox.next()) {
            REQUIRE(host::read_results(frame->body, results));
            read += results.size();
        }
    }
    CHECK(read == 2500);
}

TEST_CASE("verdicts with a length that no runner writes are refused") {
    const sluice_result one = result(1, "a message");
    std::string whole;
    write(whole, std::span{&one, 1});
    std::vector<sluice_result> read;
    constexpr std::size_t first = sizeof(host::FrameHeader) + sizeof(std::uint64_t);
    const auto spoilt = [&](std::size_t at, std::uint64_t value) {
        std::string frame = whole;
        std::memcpy(frame.data() + at, &value, sizeof value);
        return host::read_results(body(frame), read);
    };
    CHECK(spoilt(first + offsetof(sluice_result, token), 5));
    CHECK_FALSE(spoilt(first + offsetof(sluice_result, message) + 8, 513));
    CHECK_FALSE(spoilt(first + offsetof(sluice_result, message) + 8, 400));
    CHECK_FALSE(spoilt(sizeof(host::FrameHeader), 2));
    CHECK_FALSE(spoilt(sizeof(host::FrameHeader), UINT64_MAX));
    CHECK_FALSE(host::read_results(body(whole).first(8), read));
}
