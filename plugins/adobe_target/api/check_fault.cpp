#include "adobe_target/api/check_fault.hpp"

#include <array>
#include <utility>

namespace adobe_target {

std::string_view config_path(const sluice::Outcome& outcome) {
    // IMS names the parameter that it refuses: "invalid client_secret parameter".
    if (outcome.code == "ims_refused") {
        const bool names_id = outcome.message.find("client_id parameter") != std::string::npos;
        return names_id ? "/config/client_id" : "/config/client_secret";
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> paths{{
        {"admin_refused", "/config/client_id"},
        {"ims_misrouted", "/config/endpoints"},
        {"admin_misrouted", "/config/tenant_id"},
        {"profile_token_missing", "/config/profile_auth"},
        {"profile_token_expired", "/config/profile_auth"},
        {"profile_token_refused", "/config/profile_auth"},
        {"misrouted", "/config/client_code"},
        {"certificate", "/config/tls"},
    }};
    for (const auto& [code, path] : paths) {
        if (outcome.code == code) {
            return path;
        }
    }
    return {};
}

sluice_rc check_code(const sluice::Outcome& outcome) {
    if (outcome.verdict == sluice::Verdict::auth_failed) {
        return SLUICE_E_AUTH;
    }
    const bool is_setting =
        outcome.verdict == sluice::Verdict::rejected || outcome.code.ends_with("misrouted");
    return is_setting ? SLUICE_E_INVALID : SLUICE_E_UNAVAILABLE;
}

}  // namespace adobe_target
