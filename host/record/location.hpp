// Where a record stands in its source. The ordinal is what checkpoints count by; the rest helps
// people and seeks.
#pragma once

#include <cstdint>

namespace host {

struct Location {
    std::uint64_t ordinal =
        0;  // 0, 1, 2 ... of the source's records, blank lines not counted, bad ones counted
    std::uint64_t line = 0;   // from 1: the line that the record begins on
    std::uint64_t end = 0;    // byte offset just behind the record and its line end
    std::uint32_t lines = 1;  // that it spans: a quoted CSV cell may hold line ends
};

}  // namespace host
