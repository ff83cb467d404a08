// A draft as the bytes of a request. Called by an HttpDestination's workers; pure.
#pragma once

#include <sluice/http/http_destination.hpp>
#include <sluice/outcome.hpp>

#include <optional>
#include <vector>

namespace sluice::http {

// Writes `draft` with what authorizes it into `request`. Gives what became of the records if the
// credentials are nothing that a header can hold: AUTH_FAILED, for an operator to mend. Throws
// std::invalid_argument if the draft is.
std::optional<Outcome> write_draft(
    const Draft& draft,
    const std::vector<Header>& authorization,
    const HttpOptions& options,
    Request& request
);

}  // namespace sluice::http
