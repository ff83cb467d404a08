#include "host/scaffold/plugin_name.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

constexpr std::size_t longest_name = 50;

// Targets of CMake's own, crates of Rust's own, the words that Rust takes for no crate's name, and
// the folder that Go imports nothing from.
constexpr std::array<std::string_view, 64> reserved{
    "all",    "clean",   "help",   "install", "package", "test",     "edit_cache", "rebuild_cache",
    "alloc",  "core",    "std",    "sluice",  "as",      "async",    "await",      "abstract",
    "become", "box",     "break",  "const",   "crate",   "continue", "do",         "dyn",
    "else",   "enum",    "extern", "false",   "final",   "fn",       "for",        "gen",
    "if",     "impl",    "in",     "let",     "loop",    "macro",    "match",      "mod",
    "move",   "mut",     "priv",   "pub",     "ref",     "return",   "override",   "self",
    "static", "struct",  "super",  "trait",   "true",    "try",      "type",       "typeof",
    "unsafe", "unsized", "use",    "vendor",  "virtual", "where",    "while",      "yield",
};

bool is_letter(char byte) {
    return byte >= 'a' && byte <= 'z';
}

bool is_letter_or_digit(char byte) {
    return is_letter(byte) || (byte >= '0' && byte <= '9');
}

bool is_separator(char byte) {
    return byte == '-' || byte == '_';
}

bool is_well_formed(std::string_view text) {
    if (text.empty() || text.size() > longest_name || !is_letter(text.front()) ||
        is_separator(text.back())) {
        return false;
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        const bool is_single = is_separator(text[i]) && !is_separator(text[i - 1]);
        if (!is_letter_or_digit(text[i]) && !is_single) {
            return false;
        }
    }
    return true;
}

}  // namespace

sluice::Result<PluginName, Problem> plugin_name(std::string_view text) {
    if (!is_well_formed(text)) {
        return Problem{
            "expected a name of small letters and digits, with single hyphens or underscores "
            "between them, a letter first and at most " +
            std::to_string(longest_name) + " in all, like my-dest, found '" + std::string{text} +
            "'"};
    }
    PluginName name{std::string{text}, std::string{text}, std::string{text}};
    std::replace(name.identifier.begin(), name.identifier.end(), '-', '_');
    std::replace_if(name.title.begin(), name.title.end(), is_separator, ' ');
    name.title.front() = static_cast<char>(name.title.front() - 'a' + 'A');
    if (std::find(reserved.begin(), reserved.end(), name.identifier) != reserved.end()) {
        return Problem{
            "expected a name that CMake, Rust and Go leave to you, found '" + name.name +
            "'; another word beside it will do, like " + name.name + "-dest"};
    }
    return name;
}

}  // namespace host
