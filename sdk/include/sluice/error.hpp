// What a destination throws from validate, its constructor or check when it cannot go on. Caught by
// the thunks.
#pragma once

#include <sluice/destination.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace sluice {

// rc: SLUICE_E_*, never SLUICE_OK. path: a JSON pointer (/config/client_code, /options/x,
// /fields/3), may be empty.
class Error : public std::runtime_error {
public:
    Error(sluice_rc rc, std::string path, std::string code, const std::string& message)
        : std::runtime_error(message), rc_{rc}, path_{std::move(path)}, code_{std::move(code)} {}

    sluice_rc rc() const { return rc_; }
    const std::string& path() const { return path_; }
    const std::string& code() const { return code_; }

private:
    sluice_rc rc_;
    std::string path_;
    std::string code_;
};

}  // namespace sluice
