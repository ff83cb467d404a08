#include "host/manifest/pointer.hpp"

namespace host {

std::string pointer_to(std::string_view parent, std::string_view member) {
    std::string pointer{parent};
    pointer += '/';
    for (char c : member) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
    return std::string{parent} + '/' + std::to_string(index);
}

std::vector<std::string> pointer_steps(std::string_view pointer) {
    std::vector<std::string> steps;
    if (!pointer.empty() && pointer.front() == '/') {
        pointer.remove_prefix(1);
    } else if (pointer.empty()) {
        return steps;
    }
    steps.emplace_back();
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        bool escaped = pointer[i] == '~' && i + 1 < pointer.size();
        if (pointer[i] == '/') {
            steps.emplace_back();
        } else if (escaped && (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
            steps.back() += pointer[++i] == '0' ? '~' : '/';
        } else {
            steps.back() += pointer[i];
        }
    }
    return steps;
}

std::string member_path(std::string_view pointer) {
    std::string path;
    for (const std::string& step : pointer_steps(pointer)) {
        path += path.empty() ? "" : ".";
        path += step;
    }
    return path;
}

std::string member_pointer(std::string_view path) {
    std::string pointer;
    while (!path.empty() && path.front() != '/') {
        std::size_t end = path.find('.');
        pointer = pointer_to(pointer, path.substr(0, end));
        path = end == std::string_view::npos ? "" : path.substr(end + 1);
    }
    return pointer + std::string{path};
}

std::string_view parent_of(std::string_view pointer) {
    std::size_t slash = pointer.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : pointer.substr(0, slash);
}

}  // namespace host
