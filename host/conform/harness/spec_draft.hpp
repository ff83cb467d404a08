// A sluice_spec that a check can change at will, and the form of it that goes over the wall.
// Check's thread.
#pragma once

#include "host/conform/harness/guarded_memory.hpp"
#include "host/conform/sample.hpp"

#include <sluice/destination.h>

#include <string>
#include <vector>

namespace host {

struct SpecDraft {
    std::string action;
    std::string config_json;
    std::string options_json;
    std::vector<SampleField> fields;
};

SpecDraft spec_of(const Sample& sample);

// Laid out in `memory`; valid as long as it is.
const sluice_spec& lay_out(const SpecDraft& draft, LentMemory& memory);

}  // namespace host
