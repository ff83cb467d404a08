#include "destination.hpp"

#include "body.hpp"
#include "judge.hpp"
#include "request.hpp"

#include <sluice/error.hpp>
#include <sluice/outcomes.hpp>

#include <algorithm>
#include <chrono>

namespace {

// A thread for each record that may be without a verdict: each waits for its own reply.
constexpr sluice::BlockingOptions pool{.threads = 64, .queue = 0};
constexpr std::chrono::seconds longest_exchange{10};

sluice::Outcome no_token() {
    return sluice::auth_failed(
        {.code = "no_token", .message = "expected a token of printable ASCII, found none"}
    );
}

// What it finds is said to the host; a destination that is not sound does not start.
Settings sound_settings(sluice::Host host, const sluice::Spec& spec) {
    sluice::Findings findings{host};
    Settings settings = read_settings(findings, spec);
    check_fields(findings, spec);
    if (findings.errors() > 0) {
        throw sluice::Error{
            SLUICE_E_INVALID, "", "not_valid", "expected a mapping that validate_mapping accepts"};
    }
    return settings;
}

}  // namespace

void Destination::validate(sluice::Findings& findings, const sluice::Spec& spec) {
    read_settings(findings, spec);
    check_fields(findings, spec);
}

Destination::Destination(sluice::Host host, const sluice::Spec& spec)
    : BlockingDestination{host, pool}, settings_{sound_settings(host, spec)}, fields_{
                                                                                  read_fields(spec
                                                                                  )} {}

sluice::Outcome Destination::deliver(const sluice::Record& record) {
    const auto body = body_of(fields_, record);
    if (!body) {
        return body.error();
    }
    const std::string secret = settings_.token.empty() ? "" : token();
    if (!settings_.token.empty() && secret.empty()) {
        return no_token();
    }
    const Endpoint& to = settings_.endpoint;
    const auto now = std::chrono::steady_clock::now();
    const auto reply = exchange(
        to,
        request_of(to, secret, record.id(), *body),
        {std::min(record.deadline(), now + longest_exchange), [this] { return is_cancelled(); }}
    );
    if (!reply) {
        return judge(reply.error(), to.authority);
    }
    sluice::Outcome outcome = judge(*reply, to.authority, std::chrono::system_clock::now());
    if (outcome.verdict == sluice::Verdict::auth_failed) {
        forget_token();
    }
    return outcome;
}

std::string Destination::token() {
    const std::lock_guard lock{mutex_};
    if (token_.empty()) {
        token_ = host().secret(settings_.token).value_or("");
        while (token_.ends_with('\n') || token_.ends_with('\r')) {
            token_.pop_back();  // the file's
        }
        if (!is_header_value(token_)) {
            token_.clear();
        }
    }
    return token_;
}

void Destination::forget_token() {
    const std::lock_guard lock{mutex_};
    token_.clear();
}
