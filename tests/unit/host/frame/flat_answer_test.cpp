#include "host/frame/flat_answer.hpp"
#include "host/frame/frame_inbox.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

namespace {

// The body of the one frame in `bytes`, in memory of its own.
std::vector<std::byte> body_of(const std::string& bytes) {
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    return {first + sizeof(host::FrameHeader), first + bytes.size()};
}

std::string answer_frame() {
    const std::array<sluice_attribute, 2> attributes{
        sluice_attribute{
            3, SLUICE_ATTR_OVERWRITTEN, sluice::to_str("tier"), sluice::to_str("x"), 0},
        sluice_attribute{-1, SLUICE_ATTR_ABSENT, {}, {}, 0}};
    sluice_answer answer{};
    answer.token = 77;
    answer.known = SLUICE_KNOWN_YES;
    answer.reason = SLUICE_WHY_NETWORK;
    answer.vendor_code = -5;
    answer.requests = 2;
    answer.code = sluice::to_str("code");
    answer.message = sluice::to_str("a sentence");
    answer.attributes = attributes.data();
    answer.n_attributes = attributes.size();
    std::string out;
    host::write_answer(out, answer);
    return out;
}

}  // namespace

TEST_CASE("an answer comes out of its frame as it went in") {
    const auto body = body_of(answer_frame());
    host::FlatAnswer flat;
    REQUIRE(flat.read(body));
    const sluice_answer& answer = flat.to_c();
    CHECK(answer.token == 77);
    CHECK(answer.known == SLUICE_KNOWN_YES);
    CHECK(answer.reason == SLUICE_WHY_NETWORK);
    CHECK(answer.vendor_code == -5);
    CHECK(answer.requests == 2);
    CHECK(sluice::to_view(answer.code) == "code");
    CHECK(sluice::to_view(answer.message) == "a sentence");
    REQUIRE(answer.n_attributes == 2);
    CHECK(answer.attributes[0].field == 3);
    CHECK(answer.attributes[0].state == SLUICE_ATTR_OVERWRITTEN);
    CHECK(sluice::to_view(answer.attributes[0].member) == "tier");
    CHECK(sluice::to_view(answer.attributes[0].found) == "x");
    CHECK(answer.attributes[1].field == -1);
}

TEST_CASE("a frame that is cut anywhere is refused, and no other byte is read") {
    const auto body = body_of(answer_frame());
    for (std::size_t length = 0; length < body.size(); length += 8) {
        const std::vector<std::byte> part{body.begin(), body.begin() + static_cast<long>(length)};
        host::FlatAnswer flat;
        CHECK(!flat.read(part));
    }
}

TEST_CASE("texts and attributes are cut to what one frame may hold") {
    const std::string longest(100'000, 'x');
    const std::vector<sluice_attribute> many(
        5000,
        sluice_attribute{0, SLUICE_ATTR_SAME, sluice::to_str(longest), sluice::to_str(longest), 0}
    );
    sluice_answer answer{};
    answer.message = sluice::to_str(longest);
    answer.attributes = many.data();
    answer.n_attributes = many.size();
    std::string out;
    host::write_answer(out, answer);
    CHECK(out.size() < host::most_bytes_from_runner);
    host::FlatAnswer flat;
    REQUIRE(flat.read(body_of(out)));
    CHECK(flat.to_c().n_attributes == host::most_attributes);
    CHECK(flat.to_c().message.len == host::most_result_text);
}
