// Issues as operators read them. Start-up, main thread; used throughout the room and by run and
// command.
#pragma once

#include "host/record/mark.hpp"

#include <string>
#include <vector>

namespace host {

// "pipeline.yaml:12:5: expected ..., found ..."; a warning says so behind the place.
std::string to_text(const Issue& issue);

// By line and column within each file; files keep the order in which they first appear. The same
// issue twice becomes one.
void sort_by_place(std::vector<Issue>& issues);

bool has_errors(const std::vector<Issue>& issues);

}  // namespace host
