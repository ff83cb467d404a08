// What the kernel and the C library say of this process, to compare before and after. In the child,
// any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace host {

std::size_t count_threads();
std::map<int, std::string> open_descriptors();  // number -> what it leads to
std::size_t count_mappings();
std::size_t heap_bytes();  // in use by malloc, all arenas; 0 where another allocator has its place

// CPU time of all threads.
std::chrono::nanoseconds cpu_time();

// Until `is_so()`, asked every millisecond; its last answer when `limit` is over. For what the
// kernel clears up a moment after a thread was joined.
bool settles(const std::function<bool()>& is_so, std::chrono::milliseconds limit);

// "4 -> socket:[123]", what `after` has and `before` has not.
std::string
new_descriptors(const std::map<int, std::string>& before, const std::map<int, std::string>& after);

}  // namespace host
