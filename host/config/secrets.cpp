#include "host/config/secrets.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace host {
namespace {

constexpr std::size_t max_secret_bytes = 64 * 1024;

Problem missing(const SecretRef& secret, const std::string& found) {
    bool is_env = secret.kind == SecretRef::Kind::env;
    std::string what = is_env ? "the environment variable " : "the file ";
    return {"expected " + what + secret.value + " for " + secret.name + ", found " + found};
}

sluice::Result<std::string, Problem> from_file(const SecretRef& secret) {
    errno = 0;
    std::ifstream file{secret.value, std::ios::binary};
    if (!file) {
        return missing(secret, "an error: " + std::generic_category().message(errno));
    }
    std::string text(max_secret_bytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad()) {
        return missing(secret, "that it cannot be read");
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > max_secret_bytes) {
        return missing(secret, "more than 64 KiB");
    }
    return text;
}

sluice::Result<std::string, Problem> from_environment(const SecretRef& secret) {
    const char* text =
        std::getenv(secret.value.c_str());  // NOLINT(concurrency-mt-unsafe): nobody sets variables
    if (text == nullptr) {
        return missing(secret, "no such variable");
    }
    return std::string{text};
}

}  // namespace

sluice::Result<std::string, Problem> resolve_secret(const SecretRef& secret) {
    bool is_env = secret.kind == SecretRef::Kind::env;
    auto result = is_env ? from_environment(secret) : from_file(secret);
    if (!result) {
        return result;
    }
    std::string& text = *result;
    if (text.ends_with('\n')) {
        text.pop_back();
        text.resize(text.size() - (text.ends_with('\r') ? 1 : 0));
    }
    if (text.empty()) {
        return missing(secret, "it is empty");
    }
    return result;
}

}  // namespace host
