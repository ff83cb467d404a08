#include "host/command/issues_text.hpp"

#include "host/config/issues.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

namespace host {

void print_issues(const std::vector<Issue>& issues) {
    for (const Issue& issue : issues) {
        std::fputs((to_text(issue) + '\n').c_str(), stderr);
    }
    const auto errors = std::count_if(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.severity == Issue::Severity::error;
    });
    if (errors != 0) {
        const std::string count = std::to_string(errors) + (errors == 1 ? " error" : " errors");
        std::fputs((count + "; nothing was sent\n").c_str(), stderr);
    }
}

}  // namespace host
