#include "host/process/environment.hpp"

#include <string_view>
#include <unistd.h>

namespace host {

std::vector<std::string> plain_environment() {
    constexpr std::string_view plain =
        " PATH HOME USER LOGNAME LANG LANGUAGE TZ TMPDIR http_proxy https_proxy no_proxy all_proxy "
        "HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY SSL_CERT_FILE SSL_CERT_DIR ASAN_OPTIONS "
        "UBSAN_OPTIONS TSAN_OPTIONS LSAN_OPTIONS LLVM_PROFILE_FILE ";
    std::vector<std::string> kept;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text{*variable};
        const std::string_view name = text.substr(0, text.find('='));
        if (name.starts_with("LC_") ||
            plain.find(' ' + std::string{name} + ' ') != std::string_view::npos) {
            kept.emplace_back(text);
        }
    }
    return kept;
}

}  // namespace host
