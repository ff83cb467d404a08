#include "host/delivery/generation.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <optional>
#include <string>

using host::decide_source;
using host::KnownSource;
using host::SourceDecision;
using host::SourceIdentity;
using Kind = host::SourceDecision::Kind;

namespace {

// The hash of the first n bytes of a file whose beginning is `name`.
std::string head(const std::string& name, std::uint64_t bytes) {
    return name + ":" + std::to_string(bytes);
}

SourceIdentity file(std::uint64_t inode, const std::string& beginning, std::uint64_t size) {
    SourceIdentity identity;
    identity.path = "/data/profiles.ndjson";
    identity.device = 1;
    identity.inode = inode;
    identity.size = size;
    identity.head_bytes = size < 4096 ? size : 4096;
    identity.head_sha256 = head(beginning, identity.head_bytes);
    return identity;
}

SourceDecision decide(
    const std::optional<KnownSource>& known,
    const SourceIdentity& found,
    const std::string& beginning
) {
    return decide_source(known, found, [&](std::uint64_t bytes) { return head(beginning, bytes); });
}

}  // namespace

TEST_CASE("what becomes of a source follows from what is known of it and what is found") {
    struct Row {
        const char* what;
        KnownSource known;
        SourceIdentity found;
        const char* beginning;
        Kind kind;
    };
    const SourceIdentity big = file(7, "a", 10'000);
    const SourceIdentity small = file(7, "a", 100);
    const Row rows[] = {
        {"the same, not finished", {big, false, 500}, big, "a", Kind::resume},
        {"the same, finished", {big, true, 10'000}, big, "a", Kind::already_done},
        {"blank lines at the end", {big, true, 9'998}, big, "a", Kind::already_done},
        {"grew while it was read",
         {big, true, 12'000},
         file(7, "a", 12'000),
         "a",
         Kind::already_done},
        {"grown, not finished", {big, false, 500}, file(7, "a", 20'000), "a", Kind::resume},
        {"grown, finished", {big, true, 10'000}, file(7, "a", 20'000), "a", Kind::grown},
        {"a small one grown past its head",
         {small, true, 100},
         file(7, "a", 9'000),
         "a",
         Kind::grown},
        {"a small one grown a little", {small, false, 50}, file(7, "a", 200), "a", Kind::resume},
        {"an empty one grown", {file(7, "a", 0), true, 0}, file(7, "a", 10), "a", Kind::grown},
        {"another file after a finished", {big, true, 10'000}, file(8, "b", 10), "b", Kind::fresh},
        {"another beginning after a finished",
         {big, true, 10'000},
         file(7, "b", 10'000),
         "b",
         Kind::fresh},
        {"cut after a finished", {big, true, 10'000}, file(7, "a", 9'000), "a", Kind::fresh},
        {"another file, not finished",
         {big, false, 0},
         file(8, "a", 10'000),
         "a",
         Kind::changed_unfinished},
        {"another beginning, not finished",
         {big, false, 0},
         file(7, "b", 10'000),
         "b",
         Kind::changed_unfinished},
        {"a small one with another beginning",
         {small, false, 0},
         file(7, "b", 9'000),
         "b",
         Kind::changed_unfinished},
        {"cut behind what was read", {big, false, 8'000}, file(7, "a", 9'000), "a", Kind::resume},
        {"cut before what was read",
         {big, false, 9'500},
         file(7, "a", 9'000),
         "a",
         Kind::changed_unfinished},
        {"cut into its head", {big, false, 0}, file(7, "a", 50), "a", Kind::changed_unfinished},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const SourceDecision decision = decide(row.known, row.found, row.beginning);
        CHECK(decision.kind == row.kind);
        CHECK(decision.why.empty() == (row.kind != Kind::changed_unfinished));
    }
}

TEST_CASE("a source that was never seen is fresh") {
    CHECK(decide(std::nullopt, file(7, "a", 10), "a").kind == Kind::fresh);
}

TEST_CASE("stdin is never the same again") {
    SourceIdentity stream;
    stream.path = "-";
    CHECK(decide(KnownSource{stream, false, 100}, stream, "").kind == Kind::fresh);
}

TEST_CASE("another device number is the same file after a reboot") {
    SourceIdentity found = file(7, "a", 10'000);
    found.device = 99;
    CHECK(decide(KnownSource{file(7, "a", 10'000), false, 0}, found, "a").kind == Kind::resume);
}

TEST_CASE("a refusal names the file, what differs and the way out") {
    const std::string why =
        decide(KnownSource{file(7, "a", 10'000), false, 0}, file(8, "b", 10), "b").why;
    for (const char* part : {"/data/profiles.ndjson", "inode 7", "8 was found", "--from-start"}) {
        CAPTURE(part, why);
        CHECK(why.find(part) != std::string::npos);
    }
}
