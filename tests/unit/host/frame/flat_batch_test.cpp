#include "host/frame/flat_batch.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

sluice_value text(std::uint32_t type, std::string_view value) {
    return {type, static_cast<std::uint32_t>(value.size()), {value.data()}};
}

sluice_value number(double value) {
    sluice_value made{SLUICE_T_F64, 0, {}};
    made.u.d = value;
    return made;
}

const std::array first{
    text(SLUICE_T_STR, "anna"), number(1.5), sluice_value{SLUICE_T_ABSENT, 0, {}}};
const std::array second{
    text(SLUICE_T_NUMBER, "1.10"), text(SLUICE_T_JSON, R"({"a":1})"), text(SLUICE_T_STR, "")};

std::string flat() {
    const std::array records{
        sluice_record{11, first.data(), 3, SLUICE_OP_UPSERT, sluice::to_str("id-1"), 1, 0, 0},
        sluice_record{12, second.data(), 3, SLUICE_OP_DELETE, sluice::to_str("id-22"), 4, 0, 0},
        sluice_record{13, nullptr, 0, SLUICE_OP_UPSERT, {}, 1, 0, 0}};
    std::string out;
    host::flatten(out, {sizeof(sluice_batch), 0, 7, records.data(), records.size(), 1'000'000});
    return out;
}

std::span<const std::byte> body(const std::string& frame) {
    return std::as_bytes(std::span{frame}).subspan(sizeof(host::FrameHeader));
}

}  // namespace

TEST_CASE("a batch comes out of its frame as it went in") {
    const std::string frame = flat();
    host::FlatBatch batch;
    REQUIRE(batch.read(body(frame)));
    CHECK(batch.id() == 7);
    CHECK(batch.deadline() == 1'000'000);
    const auto records = batch.records();
    REQUIRE(records.size() == 3);
    CHECK(records[0].token == 11);
    CHECK(sluice::to_view(records[0].id) == "id-1");
    CHECK(sluice::to_view(records[0].values[0]) == "anna");
    CHECK(records[0].values[1].u.d == 1.5);
    CHECK(records[0].values[2].type == SLUICE_T_ABSENT);
    CHECK(records[1].op == SLUICE_OP_DELETE);
    CHECK(records[1].attempt == 4);
    CHECK(sluice::to_view(records[1].id) == "id-22");
    CHECK(sluice::to_view(records[1].values[0]) == "1.10");
    CHECK(sluice::to_view(records[1].values[1]) == R"({"a":1})");
    CHECK(records[1].values[2].len == 0);
    CHECK(records[2].n_values == 0);
}

TEST_CASE("a batch that points out of itself is refused, wherever the pointer is") {
    const std::string whole = flat();
    constexpr std::size_t head = sizeof(host::FrameHeader) + 4 * sizeof(std::uint64_t);
    const auto spoilt = [&](std::size_t at, std::uint64_t value, std::size_t bytes) {
        std::string frame = whole;
        std::memcpy(frame.data() + head + at, &value, bytes);
        host::FlatBatch batch;
        return batch.read(body(frame));
    };
    CHECK(spoilt(offsetof(sluice_record, token), 99, 8));  // the control: a token may be anything
    CHECK_FALSE(spoilt(offsetof(sluice_record, id), UINT64_MAX, 8));
    CHECK_FALSE(spoilt(offsetof(sluice_record, id) + 8, UINT64_MAX - 8, 8));
    CHECK_FALSE(spoilt(offsetof(sluice_record, n_values), 7, 4));
    CHECK_FALSE(spoilt(offsetof(sluice_record, n_values), 2, 4));  // one value is nobody's
    constexpr std::size_t values = 3 * sizeof(sluice_record);
    CHECK_FALSE(spoilt(values + offsetof(sluice_value, u), 1 << 20, 8));
    CHECK_FALSE(spoilt(values + offsetof(sluice_value, len), UINT32_MAX, 4));
}

TEST_CASE("a batch that is cut anywhere is refused") {
    const std::string whole = flat();
    const auto bytes = body(whole);
    for (std::size_t length = 0; length + 8 < bytes.size(); length += 8) {
        host::FlatBatch batch;
        CAPTURE(length);
        CHECK_FALSE(batch.read(bytes.first(length)));
    }
}
