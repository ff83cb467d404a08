// The destination's configuration as typed values. Read by validate_mapping and by the destination
// at init; values, any thread afterwards.
#pragma once

#include "webhook/api/body_template.hpp"
#include "webhook/api/url_template.hpp"

#include <sluice/config/config_reader.hpp>
#include <sluice/http/client_credentials.hpp>
#include <sluice/http/endpoint.hpp>
#include <sluice/http/settings.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace webhook {

struct HeaderSetting {
    std::string name;
    std::string value;   // unless it is a secret
    std::string secret;  // its name, as the host gives it; "" if it is none
};

struct Signature {
    std::string secret;  // its name, as the host gives it
    std::string header = "X-Sluice-Signature";
};

enum class BatchFormat : std::uint8_t { array, ndjson };

struct Settings {
    std::string method = "POST";
    UrlTemplate url;
    sluice::http::EndpointUrl endpoint;  // of url.base
    std::vector<HeaderSetting> headers;
    std::optional<BodyNode> body;  // none: requests have no body
    std::optional<Signature> signature;
    std::optional<BatchFormat> batch;  // none: one record to a request
    std::size_t max_records = 1;
    std::optional<sluice::http::ClientCredentials> oauth;
    sluice::http::Settings client;
    std::chrono::milliseconds timeout{30'000};
};

// Reads sluice::Spec::config_json() for a mapping whose fields are `names`. What is wrong goes to
// `faults`, all of it; the settings are good if it stays empty.
Settings read_settings(
    std::string_view config_json,
    std::span<const std::string> names,
    std::vector<sluice::ConfigFault>& faults
);

// Has the configuration, or the plugin, a header of that name? Upper and lower case alike.
bool has_header(const std::vector<HeaderSetting>& headers, std::string_view name);

}  // namespace webhook
