#include "host/run/secrets.hpp"

#include "host/config/secrets.hpp"

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

}  // namespace host
