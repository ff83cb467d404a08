// One pipeline file, read for itself. Used by parse(), which joins several; start-up.
#pragma once

#include "host/config/config.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct FileParts {
    std::vector<std::string> plugin_path;  // absolute
    std::string state_dir;                 // absolute: as the file says, or sluice-state beside it
    Mark state_at;                         // of the state folder's name, or of the file's beginning
    std::optional<StatusSpec> status;
    std::vector<Destination> destinations;
    std::vector<Pipeline> pipelines;
    std::vector<Issue> issues;  // by place
};

FileParts parse_file(std::string_view text, std::string_view file);

}  // namespace host
