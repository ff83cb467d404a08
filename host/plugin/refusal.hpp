// What a plugin's codes and issues say to people. Used by both kinds of instance, host thread;
// pure.
#pragma once

#include "host/plugin/context.hpp"
#include "host/record/problem.hpp"

#include <sluice/destination.h>

#include <vector>

namespace host {

// The errors among what was reported, else the code in words.
Problem refusal(const std::vector<PluginIssue>& issues, sluice_rc rc);

// What validate_mapping reported. A plugin that refuses without a word yields one issue that says
// so.
std::vector<PluginIssue> mapping_issues(std::vector<PluginIssue> reported, sluice_rc rc);

}  // namespace host
