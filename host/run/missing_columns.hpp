// Columns that a pipeline asks of a CSV file that has none such. Asked by the plan, on the host
// thread at start-up.
#pragma once

#include "host/config/config.hpp"

#include <vector>

namespace host {

// A warning for each line of the mapping and of `where` whose column the header lacks, since it is
// absent in every row then. Nothing is said of a file that cannot be read now, nor of a stream.
std::vector<Issue> missing_columns(const Pipeline& pipeline);

}  // namespace host
