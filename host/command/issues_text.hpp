// Findings about pipeline files on standard error, as every command prints them.
#pragma once

#include "host/record/mark.hpp"

#include <vector>

namespace host {

// A line each, then the count of the errors if there are any.
void print_issues(const std::vector<Issue>& issues);

}  // namespace host
