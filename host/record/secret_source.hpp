// Where a plugin's secrets come from when it asks for them. Given by run, asked by host/plugin on
// any thread.
#pragma once

#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <string>
#include <string_view>

namespace host {

class SecretSource {
public:
    SecretSource() = default;
    SecretSource(const SecretSource&) = delete;
    SecretSource& operator=(const SecretSource&) = delete;
    virtual ~SecretSource() = default;

    // The present value: read again at each call, so that a rotated file is seen. The error is a
    // sentence that names the variable or the file, or says that the configuration gives no such
    // secret.
    virtual sluice::Result<std::string, Problem> secret(std::string_view name) const = 0;
};

}  // namespace host
