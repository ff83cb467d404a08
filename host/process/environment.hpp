// What of this process's environment a child may see. Called by whoever starts one.
#pragma once

#include <string>
#include <vector>

namespace host {

// The variables of this process that say nothing of its user's secrets: PATH, HOME, locale, time
// zone, proxies, trust stores, sanitizer options. Each as NAME=value.
std::vector<std::string> plain_environment();

}  // namespace host
