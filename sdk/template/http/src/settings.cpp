#include "settings.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace {

namespace json = boost::json;

void read_endpoint(sluice::Findings& findings, const json::value& value, Settings& settings) {
    if (!value.is_string()) {
        findings.error(
            "/config/endpoint", "bad_endpoint", "expected an address, found something else"
        );
        return;
    }
    auto endpoint = sluice::http::parse_endpoint(std::string_view{value.get_string()});
    if (endpoint) {
        settings.endpoint = *std::move(endpoint);
    } else {
        findings.error("/config/endpoint", "bad_endpoint", endpoint.error());
    }
}

// {"$secret": "name"}
void read_token(sluice::Findings& findings, const json::value& value, Settings& settings) {
    const json::object* reference = value.if_object();
    const json::value* name = reference != nullptr ? reference->if_contains("$secret") : nullptr;
    if (name != nullptr && name->is_string() && !name->get_string().empty()) {
        settings.token = std::string{std::string_view{name->get_string()}};
        return;
    }
    findings.error(
        "/config/token",
        "not_a_secret",
        "expected a reference to a secret ({env: ...} or {file: ...}), found something else"
    );
}

}  // namespace

Settings read_settings(sluice::Findings& findings, const sluice::Spec& spec) {
    Settings settings;
    json::error_code error;
    const json::value config =
        json::parse(json::string_view{spec.config_json().data(), spec.config_json().size()}, error);
    if (error || !config.is_object()) {
        findings.error(
            "/config",
            "not_an_object",
            "expected the config to be a JSON object, found something else"
        );
        return settings;
    }
    for (const auto& member : config.get_object()) {
        if (member.key() == "endpoint") {
            read_endpoint(findings, member.value(), settings);
        } else if (member.key() == "token") {
            read_token(findings, member.value(), settings);
        } else {
            findings.error(
                "/config", "unknown_setting", "expected endpoint and token, found another setting"
            );
        }
    }
    if (!config.get_object().contains("endpoint")) {
        findings.error("/config/endpoint", "missing_setting", "expected an endpoint, found none");
    }
    return settings;
}
