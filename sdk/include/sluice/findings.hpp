// What a validation has to say: every finding goes to the host at once, and the errors are counted.
#pragma once

#include <sluice/host.hpp>

#include <cstddef>
#include <string_view>

namespace sluice {

class Findings {
public:
    explicit Findings(Host host) : host_{host} {}

    // path: JSON pointer (/config/client_code, /options/audience, /fields/3). code: short and
    // stable. message: what was expected, what was found, what to do.
    void error(std::string_view path, std::string_view code, std::string_view message) {
        ++errors_;
        host_.report(Severity::error, path, code, message);
    }
    void warning(std::string_view path, std::string_view code, std::string_view message) {
        host_.report(Severity::warning, path, code, message);
    }

    std::size_t errors() const { return errors_; }

private:
    Host host_;
    std::size_t errors_ = 0;
};

}  // namespace sluice
