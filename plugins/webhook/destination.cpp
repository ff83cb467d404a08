#include "webhook/destination.hpp"

#include "webhook/api/record_statuses.hpp"
#include "webhook/field_names.hpp"
#include "webhook/validate_mapping.hpp"

#include <sluice/error.hpp>
#include <sluice/http/default_verdict.hpp>
#include <sluice/http/hmac_sha256.hpp>
#include <sluice/outcomes.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace webhook {

namespace {

using sluice::Outcome;
using sluice::http::Batch;
using sluice::http::Draft;
using sluice::http::Header;

Settings settings_of(const sluice::Spec& spec) {
    std::vector<sluice::ConfigFault> faults;
    Settings settings = read_settings(spec.config_json(), field_names(spec), faults);
    if (!faults.empty()) {
        throw sluice::Error{
            SLUICE_E_INVALID, faults.front().path, faults.front().code, faults.front().message};
    }
    return settings;
}

sluice::http::HttpOptions options_of(const Settings& settings) {
    sluice::http::HttpOptions options;
    options.url = settings.endpoint;
    options.client = settings.client;
    options.timeout = settings.timeout;
    options.max_batch = settings.max_records;
    options.oauth = settings.oauth;
    for (const HeaderSetting& header : settings.headers) {
        if (!header.secret.empty()) {
            options.secrets.push_back(header.secret);
        }
    }
    if (settings.signature) {
        options.secrets.push_back(settings.signature->secret);
    }
    return options;
}

RecordView view_of(const sluice::Record& record) {
    return {
        .values = record.values(),
        .id = record.id(),
        .op = op_name(record.op()),
        .attempt = record.attempt()};
}

Outcome unknown_op() {
    return sluice::rejected(
        {.reason = sluice::Reason::invalid_field,
         .code = "unknown_op",
         .message = "expected the operation upsert or delete, found another"}
    );
}

// The header Sluice-Operation stands for all records of a request.
Outcome other_op() {
    return sluice::cancelled();
}

std::string_view media_type(const Settings& settings) {
    return settings.batch == BatchFormat::ndjson ? "application/x-ndjson" : "application/json";
}

void append_row(std::string& body, std::string_view row, std::optional<BatchFormat> format) {
    if (format == BatchFormat::array) {
        body += body.empty() ? '[' : ',';
    }
    body += row;
    if (format == BatchFormat::ndjson) {
        body += '\n';
    }
}

// "t=1795521600,v1=5bdcc1…": over "1795521600.<body>", so that a receiver can refuse what is old.
std::string signature(
    std::string_view secret, std::string_view body, std::chrono::system_clock::time_point now
) {
    if (secret.empty()) {
        return {};  // HttpDestination answers AUTH_FAILED
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    const std::string time = std::to_string(seconds.count());
    std::string signed_text = time + '.';
    signed_text += body;
    return "t=" + time + ",v1=" + sluice::http::hmac_sha256(secret, signed_text);
}

}  // namespace

void Destination::validate(sluice::Findings& findings, const sluice::Spec& spec) {
    validate_mapping(findings, spec);
}

Destination::Destination(sluice::Host host, const sluice::Spec& spec)
    : Destination{host, settings_of(spec)} {}

Destination::Destination(sluice::Host host, Settings settings)
    : HttpDestination{host, options_of(settings)}, settings_{std::move(settings)} {}

Draft Destination::build_batch(Batch& batch) {
    Draft draft;
    draft.method = settings_.method;
    std::string row;
    std::uint32_t op = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (op != 0 && batch[i].op() != op) {
            batch.settle(i, other_op());
            continue;
        }
        if (auto rejection = render(batch[i], draft, row)) {
            batch.settle(i, *std::move(rejection));
            continue;
        }
        op = batch[i].op();
        append_row(draft.body, row, settings_.batch);
    }
    if (settings_.batch == BatchFormat::array && !draft.body.empty()) {
        draft.body += ']';
    }
    add_headers(batch, draft);
    return draft;
}

std::optional<Outcome>
Destination::render(const sluice::Record& record, Draft& draft, std::string& row) const {
    const RecordView view = view_of(record);
    if (view.op.empty()) {
        return unknown_op();
    }
    if (auto fault = write_target(draft.target, settings_.url, view)) {
        return fault;
    }
    row.clear();
    return settings_.body ? append_body(row, *settings_.body, view) : std::nullopt;
}

void Destination::add_headers(const Batch& batch, Draft& draft) const {
    for (const HeaderSetting& header : settings_.headers) {
        if (header.secret.empty()) {
            draft.headers.push_back({header.name, header.value});
        }
    }
    if (settings_.body && !has_header(settings_.headers, "Content-Type")) {
        draft.headers.push_back({"Content-Type", std::string{media_type(settings_)}});
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (!batch.is_settled(i)) {
            draft.headers.push_back({"Sluice-Operation", std::string{op_name(batch[i].op())}});
            break;
        }
    }
    if (!settings_.batch && !has_header(settings_.headers, "Idempotency-Key")) {
        draft.headers.push_back({"Idempotency-Key", std::string{batch[0].id()}});
    }
}

// Record by record if a success says so; what it leaves open gets the verdict of the whole reply.
void Destination::judge_batch(Batch& batch, const sluice::http::Reply& reply) {
    if (!settings_.batch || reply.status < 200 || reply.status > 299) {
        return;
    }
    std::vector<std::size_t> sent;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (!batch.is_settled(i)) {
            sent.push_back(i);
        }
    }
    sluice::http::Reply own;
    for (const RecordStatus& told : record_statuses(reply.body, sent.size())) {
        own.status = told.status;
        Outcome outcome = sluice::http::default_verdict(
            own, settings_.endpoint.authority, std::chrono::system_clock::now()
        );
        batch.settle(sent[told.index], std::move(outcome));
    }
}

Outcome Destination::judge_failure(const sluice::http::Failure& failure) {
    Outcome outcome = HttpDestination::judge_failure(failure);
    if (outcome.code == "certificate") {
        outcome.message += "; look at url, tls.ca_file and proxy";
    } else if (outcome.code == "private_address") {
        outcome.message += "; if it is meant, set allow_private: true";
    }
    return outcome;
}

std::vector<Header>
Destination::authorization(const Draft& draft, const sluice::http::Credentials& credentials) {
    std::vector<Header> headers = HttpDestination::authorization(draft, credentials);
    for (const HeaderSetting& header : settings_.headers) {
        if (!header.secret.empty()) {
            headers.push_back({header.name, std::string{credentials.secrets[header.secret]}});
        }
    }
    if (settings_.signature) {
        const std::string_view secret = credentials.secrets[settings_.signature->secret];
        headers.push_back(
            {settings_.signature->header, signature(secret, draft.body, credentials.now)}
        );
    }
    return headers;
}

}  // namespace webhook
