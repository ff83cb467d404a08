// `where:` of a pipeline → a condition. Used by read_pipeline(); start-up.
#pragma once

#include "host/config/section.hpp"

#include <optional>

namespace host {

// { path, equals | not_equals | in | exists } or { all | any: [...] } or { not: {...} }. Everything
// that is wrong in it and below it is reported; then, and only then, parts of it are missing.
Condition read_condition(const Section& written);

}  // namespace host
