#include "adobe_target/net/online_check.hpp"

#include "adobe_target/api/check_fault.hpp"
#include "adobe_target/api/profile_fetch.hpp"
#include "adobe_target/hosts.hpp"
#include "adobe_target/net/judge_failure.hpp"
#include "adobe_target/net/reply_of.hpp"

#include <chrono>

namespace adobe_target {

namespace {

CheckReport failed(CheckReport report, const sluice::Outcome& outcome) {
    report.rc = check_code(outcome);
    report.fault = {
        std::string{config_path(outcome)},
        outcome.code.empty() ? "cancelled" : outcome.code,
        outcome.message.empty() ? "the check was cancelled" : outcome.message};
    return report;
}

sluice::ConfigFault without_settings() {
    return {
        "/config/tenant_id",
        "settings_unreadable",
        "expected the settings of Adobe Target under this tenant_id, found that the credential may "
        "not read them: whether "
        "profile calls need a token is not known, and sending starts without one. Compare "
        "tenant_id with the address when "
        "logged in (https://<tenant>.experiencecloud.adobe.com), and give the product profile of "
        "client_id a role in the "
        "Admin Console"};
}

void write_request(
    const Settings& settings,
    std::string_view host,
    std::string_view random_id,
    std::string_view token,
    sluice::http::Request& request
) {
    const std::string target = std::string{target_prefix(settings)} +
                               profile_fetch_target(random_id, settings.client_code);
    request.start("GET", target, host);
    if (!token.empty()) {
        request.header("Authorization", "Bearer " + std::string{token});
    }
    request.header("Accept", "application/json");
    request.finish();
}

}  // namespace

sluice::http::Task<CheckReport> online_check(
    sluice::http::Client& client,
    TokenCache& tokens,
    const Settings& settings,
    std::string random_id
) {
    CheckReport report;
    const auto refusal = co_await tokens.renew();
    if (refusal) {
        co_return failed(std::move(report), *refusal);
    }
    if (tokens.is_without_settings()) {
        report.warnings.push_back(without_settings());
    }
    const std::string host = client_host(settings.client_code);
    sluice::http::Request request;
    write_request(settings, host, random_id, tokens.token(), request);
    sluice::http::Endpoint endpoint;
    set_endpoint(settings, host, endpoint);
    sluice::http::Reply reply;
    const auto deadline = std::chrono::steady_clock::now() + settings.timeout;
    const auto failure = co_await client.exchange(endpoint, request.bytes(), deadline, reply);
    if (failure) {
        co_return failed(std::move(report), judge_failure(*failure));
    }
    const auto view = reply_of(reply, host, std::chrono::system_clock::now());
    const auto wrong = judge_profile_fetch(view, settings.client_code);
    if (wrong) {
        co_return failed(std::move(report), *wrong);
    }
    co_return report;
}

}  // namespace adobe_target
