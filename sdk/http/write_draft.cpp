#include "sdk/http/write_draft.hpp"

#include <sluice/outcomes.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace sluice::http {

namespace {

bool is_one_line(const Header& header) {
    constexpr std::string_view ends{"\r\n\0", 3};
    return header.value.find_first_of(ends) == std::string::npos;
}

Outcome bad_credentials() {
    return auth_failed(
        {.reason = Reason::none,
         .code = "bad_credentials",
         .message = "expected secrets that may stand in a header, found one with a line break or a "
                    "NUL; look at the secrets of this destination"}
    );
}

// The host gives no such secret, or an empty one: nobody is to take that for no secret at all.
Outcome missing_credentials(const Header& header) {
    return auth_failed(
        {.reason = Reason::none,
         .code = "missing_credentials",
         .message = "expected a secret for the header " + header.name +
                    ", found none; look at the secrets of this destination"}
    );
}

}  // namespace

std::optional<Outcome> write_draft(
    const Draft& draft,
    const std::vector<Header>& authorization,
    const HttpOptions& options,
    Request& request
) {
    if (!std::all_of(authorization.begin(), authorization.end(), is_one_line)) {
        return bad_credentials();
    }
    const auto missing =
        std::find_if(authorization.begin(), authorization.end(), [](const Header& header) {
            return header.value.empty();
        });
    if (missing != authorization.end()) {
        return missing_credentials(*missing);
    }
    std::string target = options.url.path + draft.target;
    if (!target.starts_with('/')) {
        target.insert(0, 1, '/');
    }
    request.start(draft.method, target, options.url.authority);
    if (!options.client.user_agent.empty()) {
        request.header("User-Agent", options.client.user_agent);
    }
    for (const Header& header : draft.headers) {
        request.header(header.name, header.value);
    }
    for (const Header& header : authorization) {
        request.header(header.name, header.value);
    }
    request.finish(draft.body);
    return std::nullopt;
}

}  // namespace sluice::http
