// The URL of a webhook: where the requests go, and a path and query in which records may stand.
// Parsed by settings, once; rendered for each record; pure, any thread.
#pragma once

#include "webhook/api/placeholders.hpp"

#include <sluice/outcome.hpp>
#include <sluice/result.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace webhook {

struct UrlTemplate {
    std::string base;  // "https://api.example.com:8443", never with a placeholder
    Pieces path;       // "/users/", {{crm_id}}; begins with a slash
    Pieces query;      // "?tier=", {{tier}}; empty for none
};

// The error is a sentence: what was expected, what was found.
sluice::Result<UrlTemplate, std::string>
parse_url_template(std::string_view url, std::span<const std::string> names);

bool has_placeholders(const UrlTemplate& url);

// Writes path and query into `target`. Fields are percent-encoded, so that none ends its segment or
// parameter. Gives the rejection of a record that would change the path all the same: an empty
// value in it (DELETE /users/ is not DELETE /users/17), or a segment that is "." or "..".
std::optional<sluice::Outcome>
write_target(std::string& target, const UrlTemplate& url, const RecordView& record);

}  // namespace webhook
