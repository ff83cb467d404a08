// Whether a source is the one that the state knows, and so where a run begins. Called by run at
// start; pure.
#pragma once

#include "host/record/source_spec.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace host {

// What the state knows of the source that a pipeline read last.
struct KnownSource {
    SourceIdentity identity;       // as it was when the generation began or was last continued
    bool finished = false;         // read to its end and every update final
    std::uint64_t read_bytes = 0;  // checkpoint.next.end
};

struct SourceDecision {
    enum class Kind : std::uint8_t {
        fresh,               // never seen, or another file after a finished one: a new generation
        resume,              // the same file, not finished: goes on at the checkpoint
        already_done,        // the same file, finished: nothing to do
        grown,               // the same file, finished, and longer now: goes on at the checkpoint
        changed_unfinished,  // another file where one is not finished: refused
    };
    Kind kind = Kind::fresh;
    std::string why;  // changed_unfinished: what was expected, what was found, what to do; else ""
};

// Hex sha256 of the first `bytes` of the found file.
using HeadHash = std::function<std::string(std::uint64_t bytes)>;

// A file is known by its inode and its beginning; the device number is not asked, for it may change
// at a reboot. A file that was shorter than the head when it was seen is compared by as much as it
// had. stdin ("-") is always fresh.
SourceDecision decide_source(
    const std::optional<KnownSource>& known, const SourceIdentity& found, const HeadHash& head_hash
);

}  // namespace host
