#include "destination.hpp"

#include "body.hpp"

#include <sluice/error.hpp>
#include <sluice/percent.hpp>

#include <utility>

namespace {

using sluice::http::Credentials;
using sluice::http::Draft;
using sluice::http::Header;
using sluice::http::HttpOptions;

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

HttpOptions http_options(const Settings& settings) {
    HttpOptions options;
    options.url = settings.endpoint;
    if (!settings.token.empty()) {
        options.secrets = {settings.token};
    }
    return options;
}

}  // namespace

void Destination::validate(sluice::Findings& findings, const sluice::Spec& spec) {
    read_settings(findings, spec);
    check_fields(findings, spec);
}

Destination::Destination(sluice::Host host, const sluice::Spec& spec)
    : Destination{host, spec, sound_settings(host, spec)} {}

Destination::Destination(sluice::Host host, const sluice::Spec& spec, const Settings& settings)
    : HttpDestination{host, http_options(settings)}, token_{settings.token}, fields_{
                                                                                 read_fields(spec
                                                                                 )} {}

sluice::Result<Draft, sluice::Outcome> Destination::build(const sluice::Record& record) {
    auto body = body_of(fields_, record);
    if (!body) {
        return std::move(body).error();
    }
    std::string key;
    sluice::append_percent(key, record.id());
    Draft draft;
    draft.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", std::move(key)}};
    draft.body = *std::move(body);
    return draft;
}

std::vector<Header>
Destination::authorization(const Draft& /*draft*/, const Credentials& credentials) {
    if (token_.empty()) {
        return {};
    }
    return {{"Authorization", "Bearer " + std::string{credentials.secrets[token_]}}};
}
