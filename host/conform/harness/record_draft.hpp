// Records that a check can change at will, and the form of them that goes over the wall. Check's
// thread.
#pragma once

#include "host/conform/harness/guarded_memory.hpp"
#include "host/conform/sample.hpp"

#include <sluice/destination.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace host {

struct SlotDraft {
    std::uint32_t type = SLUICE_T_ABSENT;
    std::string text;        // of STR, BYTES, JSON, NUMBER
    std::int64_t whole = 0;  // of BOOL, I64, TIME_US
    double real = 0;         // of F64
};

struct RecordDraft {
    std::uint64_t number = 0;  // that of its mark
    std::uint32_t attempt = 1;
    std::uint32_t op = SLUICE_OP_UPSERT;
    std::vector<SlotDraft> slots;
};

// A value of the profile's as a slot of that type: "1.10" as NUMBER, "true" as BOOL.
SlotDraft slot_of(std::uint32_t type, std::string_view text);

// The sample's record of that number, each field's values taken in turn.
RecordDraft record_of(const Sample& sample, std::uint64_t number);
std::vector<RecordDraft> records_of(const Sample& sample, std::uint64_t first, std::size_t count);

// Laid out in `memory`, with tokens that ascend from `first_token`; valid as long as the memory is.
std::span<const sluice_record>
lay_out(std::span<const RecordDraft> drafts, std::uint64_t first_token, LentMemory& memory);

}  // namespace host
