#include "settings.hpp"

#include "json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace {

// ":8080"; nothing is 80, and 0 says that it is none.
std::uint16_t port_of(std::string_view text) {
    std::uint16_t port = 80;
    if (text.empty()) {
        return port;
    }
    const char* end = text.data() + text.size();
    const auto [behind, error] = std::from_chars(text.data() + 1, end, port);
    return text.front() == ':' && error == std::errc{} && behind == end ? port : std::uint16_t{0};
}

bool is_target(char byte) {
    return byte > ' ' && byte <= '~' && byte != '#';
}

// {"$secret": "name"}
std::string secret_name(std::string_view value) {
    const auto members = json::members(value);
    const bool is_reference =
        members && members->size() == 1 && members->front().first == "$secret";
    return is_reference ? json::string(members->front().second).value_or("") : "";
}

void read_member(
    sluice::Findings& findings, std::string_view name, std::string_view value, Settings& settings
) {
    if (name == "endpoint") {
        if (auto endpoint = parse_endpoint(json::string(value).value_or(""))) {
            settings.endpoint = *std::move(endpoint);
        } else {
            findings.error(
                "/config/endpoint",
                "bad_endpoint",
                "expected http:// and a loopback address, like http://127.0.0.1:8080/records, "
                "found something else"
            );
        }
    } else if (name == "token") {
        settings.token = secret_name(value);
        if (settings.token.empty()) {
            findings.error(
                "/config/token",
                "not_a_secret",
                "expected a reference to a secret ({env: ...} or {file: ...}), found something else"
            );
        }
    } else {
        findings.error(
            "/config", "unknown_setting", "expected endpoint and token, found another setting"
        );
    }
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    constexpr std::array<std::string_view, 3> hosts{"127.0.0.1", "localhost", "[::1]"};
    if (!url.starts_with(scheme)) {
        return std::nullopt;
    }
    url.remove_prefix(scheme.size());
    const auto host = std::find_if(hosts.begin(), hosts.end(), [&](std::string_view one) {
        return url.starts_with(one);
    });
    const std::string_view authority = url.substr(0, url.find('/'));
    const std::string_view path = url.substr(authority.size());
    if (host == hosts.end() || !std::all_of(path.begin(), path.end(), is_target)) {
        return std::nullopt;
    }
    Endpoint endpoint;
    endpoint.is_ipv6 = *host == "[::1]";
    endpoint.port = port_of(authority.substr(host->size()));
    endpoint.authority = authority;
    endpoint.path = path.empty() ? "/" : path;
    if (endpoint.port == 0) {
        return std::nullopt;
    }
    return endpoint;
}

Settings read_settings(sluice::Findings& findings, const sluice::Spec& spec) {
    Settings settings;
    const bool is_valid = json::is_valid(spec.config_json());
    const auto members = is_valid ? json::members(spec.config_json()) : std::nullopt;
    if (!members) {
        findings.error(
            "/config",
            "not_an_object",
            "expected the config to be a JSON object, found something else"
        );
        return settings;
    }
    bool has_endpoint = false;
    for (const auto& [name, value] : *members) {
        has_endpoint = has_endpoint || name == "endpoint";
        read_member(findings, name, value, settings);
    }
    if (!has_endpoint) {
        findings.error("/config/endpoint", "missing_setting", "expected an endpoint, found none");
    }
    return settings;
}
