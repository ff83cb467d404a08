// One check in a child of its own, seen from the parent: starts it, serves the mock, watches its
// calls, and makes of its end a finding, whatever that end is. Parent's one thread.
#pragma once

#include "host/conform/check.hpp"
#include "host/conform/child_order.hpp"
#include "host/conform/evidence.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace host {

struct CheckEnd {
    Finding finding;
    std::chrono::milliseconds took{0};
    std::optional<std::string> no_watch;  // why calls could not be watched, if they could not
};

// `order` without folder and endpoints, which are made here. Throws std::system_error if this
// machine gives no socket, folder or process.
CheckEnd run_check_process(const Check& check, ChildOrder order, std::chrono::milliseconds limit);

}  // namespace host
