#include "adobe_target/settings.hpp"

#include "adobe_target/api/access_token.hpp"

#include <algorithm>
#include <array>

namespace adobe_target {

namespace {

using Endpoint = sluice::http::EndpointUrl;

constexpr std::array<std::string_view, 19> setting_names{
    "client_code",
    "tenant_id",
    "client_id",
    "client_secret",
    "profile_auth",
    "profile_token",
    "scopes",
    "endpoints",
    "path_segment",
    "connections",
    "timeout",
    "tls",
    "proxy",
    "mbox",
    "carrier",
    "empty",
    "bad_attribute",
    "max_value_length",
    "accept_any_2xx"};

// Scopes that Adobe's samples ask for the Target APIs (facts, 5.1).
constexpr std::string_view default_scopes =
    "openid,AdobeID,target_sdk,additional_info.projectedProductContext,read_organizations,"
    "additional_info.roles";
constexpr std::string_view default_ims = "https://ims-na1.adobelogin.com";
constexpr std::string_view default_admin = "https://mc.adobe.io";
constexpr std::string_view default_mbox = "sluice-profile-update";

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// It becomes part of a host name: a DNS label, nothing else.
bool is_dns_label(std::string_view text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_alphanumeric(c) || c == '-';
           });
}

bool is_path_segment(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || c == '-' || c == '_';
    });
}

// Names of mboxes: at most 250 of these characters (limits page), and not ending in -clicked (at.js
// 2 tables).
bool is_mbox_name(std::string_view name) {
    constexpr std::string_view others = "-,._/=`:;&!@#$%^*()+|?~[]{}";
    return !name.empty() && name.size() <= 250 && !name.ends_with("-clicked") &&
           std::all_of(name.begin(), name.end(), [&](char c) {
               return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
           });
}

Endpoint read_endpoint(
    const sluice::ConfigReader& endpoints, std::string_view name, std::string_view otherwise
) {
    auto parsed = sluice::http::parse_endpoint(endpoints.text(name, otherwise));
    if (!parsed) {
        endpoints.fault(name, "bad_endpoint", parsed.error());
        return {};
    }
    return *std::move(parsed);
}

void read_account(const sluice::ConfigReader& config, Settings& settings) {
    settings.client_code = config.text("client_code", "");
    if (!is_dns_label(settings.client_code)) {
        config.fault(
            "client_code",
            "bad_client_code",
            "expected letters, digits and inner hyphens as shown under Administration > "
            "Implementation > Account details, "
            "found " +
                (settings.client_code.empty() ? "nothing" : "'" + settings.client_code + "'")
        );
    }
    settings.path_segment = config.text("path_segment", "");
    if (!is_path_segment(settings.path_segment)) {
        config.fault(
            "path_segment",
            "bad_path_segment",
            "expected letters, digits, - and _, found '" + settings.path_segment + "'"
        );
    }
    settings.tenant_id = config.text("tenant_id", "");
    if (!settings.tenant_id.empty() && !is_dns_label(settings.tenant_id)) {
        config.fault(
            "tenant_id",
            "bad_tenant_id",
            "expected the first label of https://<tenant>.experiencecloud.adobe.com, found '" +
                settings.tenant_id + "'"
        );
    }
    settings.client_id = config.text("client_id", "");
    if (!settings.client_id.empty() && !is_header_safe(settings.client_id)) {
        config.fault(
            "client_id", "bad_client_id", "expected visible ASCII characters alone, found others"
        );
    }
    settings.scopes = config.text("scopes", default_scopes);
    settings.client_secret = config.secret("client_secret");
    settings.profile_token = config.secret("profile_token");
}

void need(
    const sluice::ConfigReader& config,
    std::string_view name,
    std::string_view mode,
    std::string_view where
) {
    if (!config.has(name)) {
        config.fault(
            name,
            "missing_setting",
            "expected a value, since profile_auth is " + std::string{mode} + ", found nothing; " +
                std::string{where}
        );
    }
}

void read_authentication(const sluice::ConfigReader& config, Settings& settings) {
    const std::string mode = config.text("profile_auth", "auto");
    if (mode == "auto") {
        settings.profile_auth = ProfileAuth::automatic;
        need(
            config,
            "tenant_id",
            mode,
            "it is the first label of the address when logged in to Adobe Target"
        );
        need(
            config,
            "client_id",
            mode,
            "Adobe Developer Console, your project, OAuth Server-to-Server"
        );
        need(
            config,
            "client_secret",
            mode,
            "Adobe Developer Console, your project, OAuth Server-to-Server"
        );
    } else if (mode == "none") {
        settings.profile_auth = ProfileAuth::none;
    } else if (mode == "token") {
        settings.profile_auth = ProfileAuth::token;
        need(
            config,
            "profile_token",
            mode,
            "Adobe Target, Administration > Implementation > Profile API"
        );
    } else {
        config.fault(
            "profile_auth", "bad_profile_auth", "expected auto, none or token, found '" + mode + "'"
        );
    }
}

std::int64_t in_range(
    const sluice::ConfigReader& config,
    std::string_view name,
    std::int64_t otherwise,
    std::int64_t most
) {
    const std::int64_t number = config.integer(name, otherwise);
    if (number >= 1 && number <= most) {
        return number;
    }
    config.fault(
        name,
        "out_of_range",
        "expected 1 to " + std::to_string(most) + ", found " + std::to_string(number)
    );
    return otherwise;
}

void read_network(const sluice::ConfigReader& config, Settings& settings) {
    constexpr std::array<std::string_view, 3> endpoint_names{"target", "ims", "admin"};
    const sluice::ConfigReader endpoints = config.section("endpoints");
    endpoints.expect_only(endpoint_names);
    if (endpoints.has("target")) {
        settings.target = read_endpoint(endpoints, "target", "");
    }
    settings.ims = read_endpoint(endpoints, "ims", default_ims);
    settings.admin = read_endpoint(endpoints, "admin", default_admin);
    settings.connections = static_cast<std::size_t>(in_range(config, "connections", 64, 1024));
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
    const sluice::ConfigReader tls = config.section("tls");
    tls.expect_only(tls_names);
    settings.ca_file = tls.text("ca_file", "");
    settings.proxy = config.text("proxy", "");
}

void read_attributes(const sluice::ConfigReader& config, Settings& settings) {
    const std::string empty = config.text("empty", "drop");
    if (empty.empty()) {
        config.fault(
            "empty",
            "bad_empty",
            "expected drop, reject or the text to send instead, found an empty text, which Adobe "
            "ignores"
        );
    } else if (empty == "reject") {
        settings.empty.kind = EmptyRule::Kind::reject;
    } else if (empty != "drop") {
        settings.empty = {.kind = EmptyRule::Kind::replace, .replacement = empty};
    }
    const std::string bad = config.text("bad_attribute", "drop");
    settings.bad_attribute = bad == "reject" ? BadAttribute::reject : BadAttribute::drop;
    if (bad != "reject" && bad != "drop") {
        config.fault(
            "bad_attribute", "bad_bad_attribute", "expected drop or reject, found '" + bad + "'"
        );
    }
    settings.max_value_length =
        static_cast<std::size_t>(in_range(config, "max_value_length", 256, 5000));
    if (config.boolean("accept_any_2xx", false)) {
        settings.accepted = AcceptedReplies::any_2xx;
    }
}

void read_carrier(const sluice::ConfigReader& config, Settings& settings) {
    settings.mbox = config.text("mbox", default_mbox);
    if (!is_mbox_name(settings.mbox)) {
        config.fault(
            "mbox",
            "bad_mbox",
            "expected at most 250 letters, digits and punctuation without quotes, < > and blanks, "
            "not ending in -clicked, "
            "found something else"
        );
    }
    const std::string carrier = config.text("carrier", "mbox");
    settings.carrier = carrier == "page_load" ? Carrier::page_load : Carrier::mbox;
    if (carrier != "page_load" && carrier != "mbox") {
        config.fault(
            "carrier", "bad_carrier", "expected mbox or page_load, found '" + carrier + "'"
        );
    }
}

}  // namespace

Settings read_settings(std::string_view config_json, std::vector<sluice::ConfigFault>& faults) {
    const sluice::ConfigReader config{config_json, "/config", faults};
    Settings settings;
    config.expect_only(setting_names);
    read_account(config, settings);
    read_authentication(config, settings);
    read_network(config, settings);
    read_attributes(config, settings);
    read_carrier(config, settings);
    return settings;
}

}  // namespace adobe_target
