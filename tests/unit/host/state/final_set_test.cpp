#include "host/state/final_set.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <random>
#include <string>

using host::Checkpoint;
using host::decode_finals;
using host::encode_finals;
using host::StoredFinals;

namespace {

constexpr std::uint64_t top = std::numeric_limits<std::uint64_t>::max();

Checkpoint checkpoint(std::uint64_t base, StoredFinals set) {
    Checkpoint result;
    result.next.ordinal = base;
    result.runs = std::move(set.runs);
    result.updates = std::move(set.updates);
    return result;
}

StoredFinals random_set(std::mt19937_64& random, std::uint64_t base) {
    StoredFinals set;
    std::uint64_t at = base;
    for (auto runs = random() % 20; runs > 0; --runs) {
        const std::uint64_t first = at + random() % 300;
        const std::uint64_t last = first + random() % 20'000;
        set.runs.push_back({first, last});
        at = last + 1;
    }
    std::uint64_t ordinal = base;
    for (auto records = random() % 20; records > 0; --records) {
        std::uint32_t sub = 0;
        for (auto subs = random() % 4; subs > 0; --subs) {
            sub += static_cast<std::uint32_t>(1 + random() % 200);
            set.updates.push_back({ordinal, sub});
        }
        ordinal += 1 + random() % 1000;
    }
    return set;
}

}  // namespace

TEST_CASE("a set of finals survives the way into bytes and back") {
    const struct {
        std::uint64_t base;
        StoredFinals set;
        std::size_t bytes;
    } rows[] = {
        {0, {}, 3},
        {7, {{{7, 7}}, {}}, 5},
        {7, {{{8, 8}, {9, 9}}, {}}, 7},
        {7, {{}, {{7, 0}}}, 5},
        {7, {{}, {{7, 1}, {7, 2}, {7, 9}, {8, 0}}}, 11},
        {1'000'000'000, {{{1'000'000'002, 1'000'008'000}}, {{1'000'000'000, 3}}}, 8},
        {top - 1, {{{top - 1, top - 1}}, {{top, std::numeric_limits<std::uint32_t>::max()}}}, 11},
    };
    for (const auto& row : rows) {
        const auto bytes = encode_finals(checkpoint(row.base, row.set));
        REQUIRE(bytes);
        CHECK(bytes->size() == row.bytes);
        CHECK(decode_finals(*bytes, row.base) == row.set);
    }
}

TEST_CASE("any ascending set comes back as it was") {
    std::mt19937_64 random{1};
    for (int round = 0; round < 2000; ++round) {
        const std::uint64_t base = random() % 1'000'000;
        const StoredFinals set = random_set(random, base);
        const auto bytes = encode_finals(checkpoint(base, set));
        REQUIRE(bytes);
        REQUIRE(decode_finals(*bytes, base) == set);
    }
}

TEST_CASE("a set that is not ascending is not written") {
    const struct {
        const char* why;
        StoredFinals set;
    } rows[] = {
        {"a run before the checkpoint", {{{4, 6}}, {}}},
        {"a run that ends before it begins", {{{9, 8}}, {}}},
        {"runs that overlap", {{{6, 9}, {9, 10}}, {}}},
        {"a run to the end of numbers", {{{6, top}}, {}}},
        {"an update before the checkpoint", {{}, {{4, 0}}}},
        {"the same update twice", {{}, {{6, 1}, {6, 1}}}},
        {"updates of a record out of order", {{}, {{6, 2}, {6, 1}}}},
        {"records out of order", {{}, {{7, 0}, {6, 1}}}},
    };
    for (const auto& row : rows) {
        INFO(row.why);
        CHECK_FALSE(encode_finals(checkpoint(5, row.set)));
    }
}

TEST_CASE("bytes that are no set are refused") {
    using namespace std::string_literals;
    const struct {
        const char* why;
        std::string bytes;
    } rows[] = {
        {"nothing", ""s},
        {"no counts", "\1"s},
        {"only one count", "\1\0"s},
        {"a version of tomorrow", "\2\0\0"s},
        {"something behind the end", "\1\0\0\0"s},
        {"fewer runs than the count says", "\1\2\0\0\0"s},
        {"a count that asks for all memory", "\1\xff\xff\xff\xff\xff\xff\xff\xff\x7f"s},
        {"a number in an overlong form", "\1\x80\0\0"s},
        {"a number above 64 bits", "\1\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\2\0\0"s},
        {"a number of eleven bytes", "\1\1\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\1\0\0"s},
        {"a run beyond 64 bits", "\1\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\1\5\0"s},
        {"a sub above 32 bits", "\1\0\1\0\x80\x80\x80\x80\x10"s},
    };
    for (const auto& row : rows) {
        INFO(row.why);
        CHECK_FALSE(decode_finals(row.bytes, 5));
    }
}

TEST_CASE("what is read from arbitrary bytes would be written as the same bytes") {
    std::mt19937_64 random{2};
    int read = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = encode_finals(checkpoint(9, random_set(random, 9))).value();
        for (auto edits = random() % 3; edits > 0; --edits) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        bytes.resize(bytes.size() - random() % 2);
        if (const auto set = decode_finals(bytes, 9)) {
            REQUIRE(encode_finals(checkpoint(9, *set)) == bytes);
            ++read;
        }
    }
    CHECK(read > 1000);
}
