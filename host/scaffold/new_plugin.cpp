#include "host/scaffold/new_plugin.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace host {
namespace {

namespace fs = std::filesystem;

struct TextFile {
    fs::path path;  // from the folder
    std::string text;
};

std::string with_names(std::string text, const PluginName& name) {
    const std::array<std::pair<std::string_view, std::string_view>, 3> tokens{
        {{"@NAME@", name.name}, {"@IDENTIFIER@", name.identifier}, {"@TITLE@", name.title}}};
    for (const auto& [token, value] : tokens) {
        for (std::size_t at = text.find(token); at != std::string::npos;
             at = text.find(token, at + value.size())) {
            text.replace(at, token.size(), value);
        }
    }
    return text;
}

sluice::Result<std::string, Problem> content_of(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
    if (!stream) {
        return Problem{
            "expected to read the template's file " + file.string() +
            ", found that it cannot be read"};
    }
    return text;
}

sluice::Result<std::vector<TextFile>, Problem>
files_of(const fs::path& form, const PluginName& name) {
    std::error_code error;
    std::vector<TextFile> files;
    for (fs::recursive_directory_iterator it{form, error}, end; it != end; it.increment(error)) {
        if (!it->is_regular_file(error)) {
            continue;
        }
        auto text = content_of(it->path());
        if (!text) {
            return std::move(text).error();
        }
        files.push_back({it->path().lexically_relative(form), with_names(*std::move(text), name)});
    }
    if (error || files.empty()) {
        return Problem{
            "expected a template in " + form.string() + ", found " +
            (error ? error.message() : "an empty folder") +
            "; install Sluice whole, or name the folder of the templates with --templates"};
    }
    std::sort(files.begin(), files.end(), [](const TextFile& a, const TextFile& b) {
        return a.path < b.path;
    });
    return files;
}

// Why nothing can be written into this folder; makes it if it is not there.
std::optional<Problem> fault_of_folder(const fs::path& into) {
    std::error_code error;
    fs::create_directories(into, error);
    if (error) {
        return Problem{"the folder " + into.string() + " cannot be made: " + error.message()};
    }
    const fs::directory_iterator first{into, error};
    if (error) {
        return Problem{"the folder " + into.string() + " cannot be read: " + error.message()};
    }
    if (first != fs::directory_iterator{}) {
        return Problem{
            "expected " + into.string() + " to be empty or not there, found " +
            first->path().filename().string() + " in it; name another folder with --into"};
    }
    return std::nullopt;
}

std::optional<Problem> write(const fs::path& into, const TextFile& file) {
    const fs::path path = into / file.path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream stream{path, std::ios::binary};
    stream << file.text;
    stream.close();
    if (!stream) {
        return Problem{
            "the file " + path.string() +
            " cannot be written; what was written before it is still there"};
    }
    return std::nullopt;
}

}  // namespace

sluice::Result<std::vector<std::string>, Problem> write_new_plugin(const NewPlugin& plugin) {
    auto files = files_of(plugin.form, plugin.name);
    if (!files) {
        return std::move(files).error();
    }
    if (auto fault = fault_of_folder(plugin.into)) {
        return *std::move(fault);
    }
    std::vector<std::string> written;
    for (const TextFile& file : *files) {
        if (auto fault = write(plugin.into, file)) {
            return *std::move(fault);
        }
        written.push_back(file.path.string());
    }
    return written;
}

}  // namespace host
