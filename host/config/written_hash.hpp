// What a part of a pipeline file says, as a number to compare: two files that differ in layout,
// comments or the order of their members have the same. Used by parse(), see config_hash.hpp; any
// thread.
#pragma once

#include "host/config/section.hpp"

#include <string>

namespace host {

// SHA-256 in hex of the section as it is written, without what the defaults add. Numbers count as
// they stand: 1.10 is not 1.1. Of a secret the reference counts, not the value.
std::string written_hash(const Section& section);

}  // namespace host
