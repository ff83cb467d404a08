#include "host/config/read_reference.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace host {
namespace {

bool is_variable_name(std::string_view text) {
    auto fits = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
               (c >= 'a' && c <= 'z');
    };
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
           std::all_of(text.begin(), text.end(), fits);
}

std::string variable(const Section& written) {
    std::optional<std::string> name = written.text("env");
    if (name && is_variable_name(*name)) {
        return *std::move(name);
    }
    written.error(
        written.place("env").value,
        "expected the name of an environment variable (letters, digits, _), found something else"
    );
    return "";
}

std::string file(const Section& written) {
    if (std::optional<std::string> path = written.text("file")) {
        return written.absolute(*path);
    }
    written.error(written.place("file").value, "expected the path of a file, found something else");
    return "";
}

}  // namespace

SecretRef read_reference(const Section& written) {
    const bool is_env = written.has("env");
    SecretRef secret;
    secret.kind = is_env ? SecretRef::Kind::env : SecretRef::Kind::file;
    secret.value = is_env ? variable(written) : file(written);
    secret.at = written.place(is_env ? "env" : "file").value;
    return secret;
}

}  // namespace host
