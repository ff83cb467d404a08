// What host and runner say to each other over their socket: kinds, sizes, the handshake's words.
// Pure values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace host {

// A stream of frames: header, then a body whose length is a multiple of 8, so that every body lies
// at a multiple of 8 behind the stream's begin and its numbers can be read where they lie.
struct FrameHeader {
    std::uint32_t body_bytes = 0;
    std::uint32_t kind = 0;
};
inline constexpr std::size_t frame_alignment = 8;
static_assert(sizeof(FrameHeader) == frame_alignment);

// A batch is 16 MiB at most: its records are open at the host, which caps them by bytes; the rest
// is room for a spec. What a runner says is short: verdicts and logs, texts cut.
inline constexpr std::size_t most_bytes_to_runner = 256 << 20;
inline constexpr std::size_t most_bytes_from_runner = 4 << 20;

// Verdicts in one frame: with every text at its longest they fit into most_bytes_from_runner.
inline constexpr std::size_t most_results = 1024;
// Of a result's code, message and member, as Context cuts them too (destination.h).
inline constexpr std::size_t most_result_text = 512;
// Of any other text that a plugin says: a log message, an issue, a secret's name.
inline constexpr std::size_t most_other_text = 4096;
// Of one answer; with every text at its longest they fit into most_bytes_from_runner.
inline constexpr std::size_t most_attributes = 512;
// A request or a reply, as Context cuts it too.
inline constexpr std::size_t most_told_text = 64 << 10;

enum class FrameKind : std::uint32_t {
    // host -> runner
    load = 1,      // which file, and the handshake
    validate = 2,  // a spec; the answer is `answer`
    init = 3,      // a spec
    check = 4,
    batch = 5,     // records; no answer but `refused`
    flush = 6,     // no answer
    cancel = 7,    // no answer; overtakes what waits
    shutdown = 8,  // a deadline
    ping = 9,      // a number
    secret_value = 10,
    validate_verify = 11,  // a spec; `answer` to it: is there sluice.verify/1, and for this spec?
    question = 12,         // records, as `batch`, flags in the place of its id; `answered` for each
    begin_trace = 13,      // no body; `answer` to it
    // runner -> host
    loaded = 64,
    answer = 65,   // to validate, init, check, shutdown
    refused = 66,  // send() took none of a batch
    complete = 67,
    issue = 68,
    log = 69,
    metric = 70,
    metric_add = 71,
    secret = 72,  // asks; the answer is `secret_value`
    pong = 73,
    answered = 75,    // a question
    told = 76,        // a text of an exchange
    last_batch = 74,  // said by a crash: the id of the batch that send() was given last
};

struct Frame {
    FrameKind kind{};
    std::span<const std::byte> body;
};

// Both sides are the same file, so another word here means that somebody started a runner by hand.
std::string frame_dialect();

}  // namespace host
