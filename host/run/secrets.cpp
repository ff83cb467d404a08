#include "host/run/secrets.hpp"

#include "host/config/secrets.hpp"

#include <string>

namespace host {

sluice::Result<std::string, Problem> DestinationSecrets::secret(std::string_view name) const {
    for (const SecretRef& reference : destination_.secrets) {
        if (reference.name != name) {
            continue;
        }
        auto value = resolve_secret(reference);
        if (value) {
            redactor_.add(*value);
        }
        return value;
    }
    return Problem{
        "the destination " + destination_.name + " has no secret named " + std::string{name}};
}

std::optional<Problem> missing_secret(const Destination& destination) {
    for (const SecretRef& reference : destination.secrets) {
        if (const auto value = resolve_secret(reference); !value) {
            return value.error();
        }
    }
    return std::nullopt;
}

std::vector<Issue> short_secrets(const Destination& destination) {
    std::vector<Issue> issues;
    for (const SecretRef& reference : destination.secrets) {
        const auto value = resolve_secret(reference);
        if (value && value->size() < Redactor::shortest_hidden) {
            issues.push_back(
                {Issue::Severity::warning,
                 reference.at,
                 "expected a secret of at least " + std::to_string(Redactor::shortest_hidden) +
                     " bytes for " + reference.name +
                     ", found a shorter one: it is too short to be looked for and hidden in what "
                     "is logged"}
            );
        }
    }
    return issues;
}

}  // namespace host
