// The secrets of one destination, resolved anew at each request and made known to the redactor. Any
// thread.
#pragma once

#include "host/config/config.hpp"
#include "host/record/secret_source.hpp"
#include "host/report/redact.hpp"

#include <optional>
#include <vector>

namespace host {

class DestinationSecrets final : public SecretSource {
public:
    // Both must outlive it.
    DestinationSecrets(const Destination& destination, Redactor& redactor)
        : destination_{destination}, redactor_{redactor} {}

    sluice::Result<std::string, Problem> secret(std::string_view name) const override;

private:
    const Destination& destination_;
    Redactor& redactor_;
};

// Why the first of the secrets that cannot be had now cannot; none if all can.
std::optional<Problem> missing_secret(const Destination& destination);

// A warning at each reference whose secret is too short for a redactor to look for. Of one that
// cannot be had now nothing is said: check may run where the secrets are not.
std::vector<Issue> short_secrets(const Destination& destination);

}  // namespace host
