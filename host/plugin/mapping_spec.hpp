// What a pipeline asks of a plugin, as the wall wants it. Made by run, host thread; pure.
#pragma once

#include <sluice/destination.h>

#include <span>
#include <string>

namespace host {

// The fields' strings are the mapping's and must outlive the instance.
struct MappingSpec {
    std::string action;
    std::string config_json;
    std::string options_json;
    std::span<const sluice_field> fields;
};

// Borrows from `spec`.
sluice_spec to_c(const MappingSpec& spec);

}  // namespace host
