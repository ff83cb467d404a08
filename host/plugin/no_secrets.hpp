// The secrets of a plugin that only judges a mapping: none. Host thread.
#pragma once

#include "host/record/secret_source.hpp"

namespace host {

class NoSecrets final : public SecretSource {
public:
    sluice::Result<std::string, Problem> secret(std::string_view /*name*/) const override {
        return Problem{"secrets are not given while a mapping is checked"};
    }
};

}  // namespace host
