#include "host/config/issues.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace host {

std::string to_text(const Issue& issue) {
    std::string text = issue.at.file;
    if (issue.at.line > 0) {
        text += ':' + std::to_string(issue.at.line) + ':' + std::to_string(issue.at.column);
    }
    text += text.empty() ? "" : ": ";
    text += issue.severity == Issue::Severity::warning ? "warning: " : "";
    return text + issue.text;
}

void sort_by_place(std::vector<Issue>& issues) {
    std::map<std::string, std::size_t> order;
    for (const Issue& issue : issues) {
        order.emplace(issue.at.file, order.size());
    }
    auto key = [&](const Issue& issue) {
        return std::tuple{order.at(issue.at.file), issue.at.line, issue.at.column};
    };
    std::stable_sort(issues.begin(), issues.end(), [&](const Issue& a, const Issue& b) {
        return key(a) < key(b);
    });
    auto same = [&](const Issue& a, const Issue& b) {
        return key(a) == key(b) && a.text == b.text;
    };
    issues.erase(std::unique(issues.begin(), issues.end(), same), issues.end());
}

bool has_errors(const std::vector<Issue>& issues) {
    return std::any_of(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.severity == Issue::Severity::error;
    });
}

}  // namespace host
