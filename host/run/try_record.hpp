// Finds the one update that `sluice try` shows: of a user, or of a line. main thread; reads the
// source with a reader of its own, so that nothing is taken from a run.
#pragma once

#include "host/record/problem.hpp"
#include "host/record/rejection.hpp"
#include "host/run/plan.hpp"
#include "host/verify/kept_update.hpp"

#include <sluice/result.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace host {

// Either is set.
struct TrySubject {
    std::optional<std::string> key;     // an identifier's value, as the mapping gives it
    std::optional<std::uint64_t> line;  // from 1
};

struct TryRecord {
    std::uint64_t line = 0;
    std::string payload;           // the record as it stands in the source
    std::uint64_t matches = 0;     // records that fit; this is the last of them
    bool is_filtered = false;      // `where` does not let it pass
    std::optional<Rejection> why;  // it cannot be read or mapped; then there is no update
    std::unique_ptr<KeptUpdate> update;
};

// The last record that fits, for the newest update of a user is what he is to have. The error says
// what was looked for and how many records were read.
sluice::Result<TryRecord, Problem> find_record(PipelinePlan& plan, const TrySubject& subject);

}  // namespace host
