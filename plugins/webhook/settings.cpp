#include "webhook/settings.hpp"

#include "webhook/header_rules.hpp"

#include <algorithm>
#include <array>

namespace webhook {

namespace {

using sluice::ConfigReader;
using Names = std::span<const std::string>;

constexpr std::array<std::string_view, 12> setting_names{
    "url",
    "method",
    "headers",
    "body",
    "signature",
    "batch",
    "oauth",
    "allow_private",
    "connections",
    "timeout",
    "tls",
    "proxy"};

void read_url(const ConfigReader& config, Names names, Settings& settings) {
    auto url = parse_url_template(config.text("url", ""), names);
    if (!url) {
        config.fault("url", "bad_url", url.error());
        return;
    }
    settings.url = *std::move(url);
    auto endpoint = sluice::http::parse_endpoint(settings.url.base);
    if (!endpoint) {
        config.fault("url", "bad_url", endpoint.error());
        return;
    }
    settings.endpoint = *std::move(endpoint);
}

void read_method(const ConfigReader& config, Settings& settings) {
    constexpr std::array<std::string_view, 4> methods{"POST", "PUT", "PATCH", "DELETE"};
    settings.method = config.text("method", "POST");
    if (std::find(methods.begin(), methods.end(), settings.method) == methods.end()) {
        config.fault(
            "method",
            "bad_method",
            "expected POST, PUT, PATCH or DELETE, found '" + settings.method + "'"
        );
    }
}

void read_headers(const ConfigReader& config, Settings& settings) {
    const ConfigReader headers = config.section("headers");
    for (const std::string& name : headers.names()) {
        HeaderSetting header{.name = name, .value = "", .secret = ""};
        if (!is_header_name(name)) {
            headers.fault(
                name,
                "bad_header_name",
                "expected letters, digits and hyphens as a name, found others"
            );
            continue;
        }
        if (is_reserved_header(name) || has_header(settings.headers, name)) {
            headers.fault(
                name, "reserved_header", "expected a header that is not written already, found it"
            );
            continue;
        }
        if (headers.is_secret(name)) {
            header.secret = headers.secret(name);
        } else {
            header.value = headers.text(name, "");
            if (!is_header_value(header.value)) {
                headers.fault(
                    name,
                    "bad_header_value",
                    "expected visible ASCII characters, found others or none"
                );
            }
        }
        settings.headers.push_back(std::move(header));
    }
}

void read_body(const ConfigReader& config, Names names, Settings& settings) {
    const std::string text = config.is_text("body") ? config.text("body", "") : config.json("body");
    if (text == "none") {
        return;
    }
    auto body = parse_body(text.empty() ? "fields" : text, names);
    if (!body) {
        config.fault("body", "bad_body", body.error());
        return;
    }
    settings.body = *std::move(body);
}

void read_signature(const ConfigReader& config, Settings& settings) {
    if (!config.has("signature")) {
        return;
    }
    constexpr std::array<std::string_view, 3> names{"secret", "header", "algorithm"};
    const ConfigReader signature = config.section("signature");
    signature.expect_only(names);
    Signature read;
    read.secret = signature.secret("secret");
    if (!signature.has("secret")) {
        signature.fault(
            "secret", "missing_setting", "expected a secret ({env: ...} or {file: ...}), found none"
        );
    }
    read.header = signature.text("header", read.header);
    if (!is_header_name(read.header) || is_reserved_header(read.header) ||
        has_header(settings.headers, read.header)) {
        signature.fault(
            "header", "bad_header_name", "expected the name of a header of its own, found another"
        );
    }
    const std::string algorithm = signature.text("algorithm", "sha256");
    if (algorithm != "sha256") {
        signature.fault("algorithm", "bad_algorithm", "expected sha256, found '" + algorithm + "'");
    }
    settings.signature = std::move(read);
}

std::size_t in_range(
    const ConfigReader& config, std::string_view name, std::int64_t otherwise, std::int64_t most
) {
    const std::int64_t number = config.integer(name, otherwise);
    if (number >= 1 && number <= most) {
        return static_cast<std::size_t>(number);
    }
    config.fault(
        name,
        "out_of_range",
        "expected 1 to " + std::to_string(most) + ", found " + std::to_string(number)
    );
    return static_cast<std::size_t>(otherwise);
}

void read_batch(const ConfigReader& config, Settings& settings) {
    if (!config.has("batch")) {
        return;
    }
    constexpr std::array<std::string_view, 2> names{"max_records", "format"};
    const ConfigReader batch = config.section("batch");
    batch.expect_only(names);
    settings.max_records = in_range(batch, "max_records", 100, 10'000);
    const std::string format = batch.text("format", "array");
    settings.batch = format == "ndjson" ? BatchFormat::ndjson : BatchFormat::array;
    if (format != "array" && format != "ndjson") {
        batch.fault("format", "bad_format", "expected array or ndjson, found '" + format + "'");
    }
    if (has_placeholders(settings.url)) {
        config.fault(
            "url",
            "placeholder_in_batch",
            "expected no placeholders, since one request carries many records, found some; put "
            "them "
            "in the body"
        );
    }
    if (!settings.body) {
        config.fault(
            "body", "no_body_in_batch", "expected a body, which carries the records, found none"
        );
    }
}

void read_oauth(const ConfigReader& config, Settings& settings) {
    if (!config.has("oauth")) {
        return;
    }
    constexpr std::array<std::string_view, 4> names{
        "token_url", "client_id", "client_secret", "scope"};
    const ConfigReader oauth = config.section("oauth");
    oauth.expect_only(names);
    sluice::http::ClientCredentials credentials;
    auto url = sluice::http::parse_endpoint(oauth.text("token_url", ""));
    if (url) {
        credentials.token_url = *std::move(url);
    } else {
        oauth.fault("token_url", "bad_url", url.error());
    }
    credentials.client_id = oauth.text("client_id", "");
    credentials.client_secret = oauth.secret("client_secret");
    credentials.scope = oauth.text("scope", "");
    if (credentials.client_id.empty() || credentials.client_secret.empty()) {
        config.fault(
            "oauth", "missing_setting", "expected client_id and client_secret, found one or none"
        );
    }
    if (has_header(settings.headers, "Authorization")) {
        config.fault(
            "oauth", "two_authorizations", "expected oauth or a header Authorization, found both"
        );
    }
    settings.oauth = std::move(credentials);
}

void read_network(const ConfigReader& config, Settings& settings) {
    settings.client.connections = in_range(config, "connections", 16, 1024);
    settings.timeout = config.duration("timeout", settings.timeout);
    if (settings.timeout < std::chrono::milliseconds{100} ||
        settings.timeout > std::chrono::minutes{10}) {
        config.fault(
            "timeout",
            "out_of_range",
            "expected 100ms to 10m, found " + std::to_string(settings.timeout.count()) + "ms"
        );
    }
    constexpr std::array<std::string_view, 1> tls_names{"ca_file"};
    const ConfigReader tls = config.section("tls");
    tls.expect_only(tls_names);
    settings.client.ca_file = tls.text("ca_file", "");
    settings.client.proxy = config.text("proxy", "");
    settings.client.user_agent = "sluice-webhook";
    settings.client.reach = config.boolean("allow_private", false)
                                ? sluice::http::Reach::any_address
                                : sluice::http::Reach::public_addresses;
}

}  // namespace

Settings
read_settings(std::string_view config_json, Names names, std::vector<sluice::ConfigFault>& faults) {
    const ConfigReader config{config_json, "/config", faults};
    Settings settings;
    config.expect_only(setting_names);
    read_url(config, names, settings);
    read_method(config, settings);
    read_headers(config, settings);
    read_body(config, names, settings);
    read_signature(config, settings);
    read_batch(config, settings);
    read_oauth(config, settings);
    read_network(config, settings);
    return settings;
}

bool has_header(const std::vector<HeaderSetting>& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(), [&](const HeaderSetting& header) {
        return is_same_header(header.name, name);
    });
}

}  // namespace webhook
