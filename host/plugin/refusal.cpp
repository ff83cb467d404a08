#include "host/plugin/refusal.hpp"

#include <algorithm>
#include <string>

namespace host {
namespace {

std::string in_words(sluice_rc rc) {
    switch (rc) {
    case SLUICE_E_INVALID:
        return "it finds the configuration invalid";
    case SLUICE_E_AUTH:
        return "its credentials are refused";
    case SLUICE_E_UNAVAILABLE:
        return "the destination cannot be reached";
    case SLUICE_E_UNSUPPORTED:
        return "it does not support what is asked";
    case SLUICE_E_NOMEM:
        return "it is out of memory";
    default:
        return "it failed with code " + std::to_string(rc);
    }
}

bool has_error(const std::vector<PluginIssue>& issues) {
    return std::any_of(issues.begin(), issues.end(), [](const PluginIssue& issue) {
        return issue.severity == SLUICE_SEV_ERROR;
    });
}

}  // namespace

Problem refusal(const std::vector<PluginIssue>& issues, sluice_rc rc) {
    std::string text;
    for (const PluginIssue& issue : issues) {
        if (issue.severity == SLUICE_SEV_ERROR) {
            text += (text.empty() ? "" : "; ") + issue.message;
        }
    }
    return Problem{text.empty() ? in_words(rc) : text};
}

std::vector<PluginIssue> mapping_issues(std::vector<PluginIssue> reported, sluice_rc rc) {
    if (rc != SLUICE_OK && !has_error(reported)) {
        reported.push_back(
            {SLUICE_SEV_ERROR, "", "refused", "the plugin refuses this mapping: " + in_words(rc)}
        );
    }
    return reported;
}

}  // namespace host
