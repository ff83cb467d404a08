// What the host thread hands to the state thread: progress to make durable, quota to reserve.
// Values.
#pragma once

#include "host/record/checkpoint.hpp"
#include "host/record/fingerprint.hpp"
#include "host/record/reject_row.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

// Rejects of a user (0: of users that are not known) that a newer update has overtaken.
struct Overtaking {
    UserKey user = 0;
    std::int64_t before_id = 0;  // those with a lower id alone; 0: all that are in the state
};

// All of it becomes durable together or not at all. A later commit of the same generation replaces
// checkpoint and counts; rejects add up.
struct Commit {
    std::string pipeline;
    std::string generation;
    std::optional<Checkpoint> checkpoint;   // none: the source is not touched (a replay)
    Counts counts;                          // of the whole generation; read with a checkpoint only
    bool finished = false;                  // read with a checkpoint only
    std::int64_t now_ms = 0;                // Unix time, for people
    std::vector<Fingerprint> fingerprints;  // a value of 0 is forgotten
    std::string account;                    // of `overtaken`
    std::vector<Overtaking> overtaken;      // before `rejects` are added
    std::vector<RejectRow>
        rejects;  // new; a row with the same record and sub replaces the older one
    std::vector<std::int64_t> rejects_done;  // ids: replayed and delivered, deleted
    std::vector<RejectRow>
        rejects_again;  // by id: replayed and rejected again; new why, attempts and time
};

// A wish for `count` updates of the account's quota: at most `limit` in any `window`; limit 0: as
// many as one likes.
struct Reservation {
    std::string account;
    std::uint64_t count = 0;
    std::uint64_t limit = 0;
    std::chrono::milliseconds window{0};
    std::int64_t now_ms = 0;  // Unix time
};

// The answer to one Reservation. Granted units are durable before this is seen; they count in every
// window up to use_before, so a unit that is not used by then must be given back and reserved anew.
struct Grant {
    std::string account;
    std::uint64_t count = 0;         // 0 ... what was wished
    std::int64_t use_before_ms = 0;  // Unix time, at least 1 s and at most 2 min ahead
    std::int64_t free_at_ms =
        0;                   // count == 0: when the next unit is free; asking earlier is useless
    std::uint64_t left = 0;  // what the window still has, after this grant
    bool clock_set_back =
        false;  // older entries lay over 1 h ahead of now_ms and count as used now: say so
};

}  // namespace host
