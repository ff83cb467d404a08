// Where records come from: a file or stdin, as NDJSON or CSV. Opened and drained by run, on the
// host thread.
#pragma once

#include "host/record/document.hpp"
#include "host/record/location.hpp"
#include "host/record/problem.hpp"
#include "host/record/record.hpp"
#include "host/record/rejection.hpp"
#include "host/record/source_spec.hpp"

#include <sluice/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace host {

constexpr std::size_t max_line_bytes = 1 << 20;         // of one record, without its line end
constexpr std::size_t max_rejected_payload = 64 << 10;  // kept of a record that cannot be read

enum class Read : std::uint8_t {
    record,    // `record` and `document` are filled
    rejected,  // record.at and record.payload (at most 64 KiB) are filled, and `why`; counts as one
               // record
    wait,      // a stream has no whole record now: poll wait_fd() and ask again
    end,       // no record follows
    failed,    // reading cannot go on: see error()
};

struct SourceProgress {
    std::uint64_t bytes = 0;  // of the source that lie behind the reader, a resumed start included
    std::optional<std::uint64_t> total;  // the file's size when it was opened; none for a stream
};

// Codes of rejections: "bad_json", "bad_csv", "bad_utf8", "too_long".
class Source {
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;

    // Never blocks on a stream. Resets record.arena and fills it; `document` views into it, and for
    // CSV into this source (the column names). On `wait`, `end` and `failed`, record and document
    // are left empty.
    virtual Read next(Record& record, Document& document, Rejection& why) = 0;

    // To poll for reading after `wait`; -1 for a file, which never waits.
    virtual int wait_fd() const = 0;

    virtual SourceProgress progress() const = 0;

    // Takes nothing more from file or stream: what it has taken already still comes, then the end.
    virtual void close_input() = 0;

    // After `failed`: what was expected, what was found, what to do.
    virtual const std::string& error() const = 0;

    // What to keep of a rejected record, so that it can be replayed with no source at hand: always
    // one NDJSON line. A CSV row becomes {"column":"value",...}; a payload that could not be read
    // stays as it is. Slow: for rejects only.
    virtual std::string replayable(std::string_view payload) = 0;
};

// Opens spec.path ("-": stdin, which is never closed) and goes on at `start`: record start.ordinal
// begins at byte start.end, on line start.line (0: not known, taken as the first line). Location{}
// is the beginning; a stream knows no other. Fails on what is neither a regular file nor "-".
sluice::Result<std::unique_ptr<Source>, Problem>
open_source(const SourceSpec& spec, const Location& start);

}  // namespace host
