// The host table as different hosts would give it. Check's thread.
#pragma once

#include "host/conform/harness/guarded_memory.hpp"

#include <sluice/destination.h>

#include <cstdint>

namespace host {

enum class HostAge : std::uint8_t {
    current,
    old,    // 1.0: the table ends flush against a page that must not be touched
    newer,  // 1.99: the table is larger, and what follows the known members is poison
};

// Laid out in `memory`, read-only where the memory can be; valid as long as it is.
const sluice_host& host_table(HostAge age, LentMemory& memory);

}  // namespace host
