// Finding the place of a JSON pointer in the file. Used throughout the room; any thread.
#pragma once

#include "host/config/config.hpp"
#include "host/manifest/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace host {

// The place of the pointer or of its nearest ancestor; null if there is none.
const Place* nearest_place(const Places& places, std::string_view pointer);

// What stands below `prefix` and at it, with the prefix taken off.
Places places_below(const Places& places, std::string_view prefix);

// Literal texts below `prefix`, with the prefix taken off.
LiteralTexts literals_below(const Places& places, std::string_view prefix);

// Adds what a validation found. Its pointers are relative to `prefix`; `fallback` is used where no
// place is known.
void add_findings(
    std::vector<Issue>& issues,
    const std::vector<SchemaFinding>& findings,
    const Places& places,
    std::string_view prefix,
    const Mark& fallback
);

}  // namespace host
