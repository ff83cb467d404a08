// A batch of records as one block of bytes, pointers as offsets; made by the host, made whole again
// by the runner. Pure.
#pragma once

#include "host/frame/frame.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace host {

// The body of a `batch` frame: batch id, deadline, counts of records and values, then
//
//     records    n * sluice_record, `values` and `id.ptr` as offsets
//     values     sum of n_values * sluice_value, u.s of texts as offset
//     texts      one behind the other
//
// Offsets count from the first record. `kind`: batch, or question, where id is the flags.
void flatten(std::string& out, const sluice_batch& batch, FrameKind kind = FrameKind::batch);

// One batch at the runner; lives until the last of its records is answered.
class FlatBatch {
public:
    // Copies the body and turns offsets into pointers. False if anything points out of it: then
    // nothing may be used.
    bool read(std::span<const std::byte> body);

    std::uint64_t id() const { return id_; }
    std::uint64_t deadline() const { return deadline_; }
    std::span<sluice_record> records() { return records_; }

private:
    bool rebase(std::uint64_t records, std::uint64_t values);
    bool rebase(sluice_value& value) const;

    std::uint64_t id_ = 0;
    std::uint64_t deadline_ = 0;
    std::vector<std::uint64_t> words_;
    std::size_t bytes_ = 0;
    std::span<sluice_record> records_;
};

}  // namespace host
