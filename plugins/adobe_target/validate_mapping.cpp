#include "adobe_target/validate_mapping.hpp"

#include "adobe_target/fields.hpp"
#include "adobe_target/options.hpp"
#include "adobe_target/settings.hpp"
#include "adobe_target/validate_field.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace adobe_target {

namespace {

using sluice::Findings;
using sluice::Spec;

void report_all(Findings& findings, const std::vector<sluice::ConfigFault>& faults) {
    for (const sluice::ConfigFault& fault : faults) {
        findings.error(fault.path, fault.code, fault.message);
    }
}

void validate_settings(Findings& findings, const Settings& settings) {
    if (std::any_of(settings.client_code.begin(), settings.client_code.end(), [](char c) {
            return c < '0' || c > 'z' || (c > '9' && c < 'a');
        })) {
        findings.warning(
            "/config/client_code",
            "unusual_client_code",
            "expected lower-case letters and digits, as Adobe's client codes are, found others; "
            "compare it with "
            "Administration > Implementation > Account details"
        );
    }
    if (!settings.ca_file.empty() && !std::ifstream{settings.ca_file}) {
        findings.error(
            "/config/tls/ca_file",
            "unreadable_ca_file",
            "expected a PEM file, found none that can be read at " + settings.ca_file
        );
    }
}

// What the mapping as a whole maps.
class Mapped {
public:
    Mapped(const Spec& spec, Action action) {
        for (std::size_t i = 0; i < spec.size(); ++i) {
            const FoundField field = find_field(action, spec.field(i).name());
            if (field.known != nullptr) {
                kinds_.push_back(field.known->kind);
            }
        }
    }
    bool has(FieldKind kind) const {
        return std::find(kinds_.begin(), kinds_.end(), kind) != kinds_.end();
    }

private:
    std::vector<FieldKind> kinds_;
};

void validate_update(Findings& findings, const Mapped& mapped, const Options& options) {
    const bool third_party = mapped.has(FieldKind::third_party_id);
    if (third_party == mapped.has(FieldKind::pc_id)) {
        findings.error(
            "/fields",
            third_party ? "two_identifiers" : "missing_identifier",
            std::string{"expected exactly one of mbox3rdPartyId (Mbox 3rd Party ID) and mboxPC "
                        "(PCID), found "} +
                (third_party ? "both; remove one" : "neither; map one")
        );
    }
    const bool attributes = mapped.has(FieldKind::attribute);
    if (!attributes && !options.audience) {
        findings.error(
            "/fields",
            "nothing_to_send",
            "expected a profile attribute or the option audience, found neither: an identifier "
            "alone changes nothing at "
            "Adobe; map profile.<name>, or set audience: {name: ...}"
        );
    }
    if (attributes && options.audience) {
        findings.warning(
            "/options/audience",
            "audience_not_entered",
            "expected an audience only where no attribute is mapped, found both: updates send the "
            "attributes, and a delete "
            "sends the exit value"
        );
    }
}

void need_field(Findings& findings, const Mapped& mapped, FieldKind kind, const std::string& name) {
    if (!mapped.has(kind)) {
        findings.error(
            "/fields", "missing_field", "expected a mapping for " + name + ", found none; map it"
        );
    }
}

void validate_delivery(Findings& findings, const Mapped& mapped, const Options& options) {
    need_field(findings, mapped, FieldKind::ecid, "ecid (ECID)");
    need_field(findings, mapped, FieldKind::session_id, "session_id (Adobe Target Session ID)");
    if (!mapped.has(FieldKind::tnt_id)) {
        need_field(
            findings,
            mapped,
            FieldKind::edge_number,
            "edge_number (Mbox Edge Number), or tntId that ends in it"
        );
    }
    if (!mapped.has(FieldKind::attribute)) {
        findings.error(
            "/fields",
            "nothing_to_send",
            "expected a profile attribute, found none: the request would change nothing at Adobe; "
            "map profile.<name>"
        );
    }
    if (mapped.has(FieldKind::customer_id) && mapped.has(FieldKind::third_party_id) &&
        !options.allow_both_ids) {
        findings.error(
            "/fields",
            "two_kinds_of_id",
            "expected customer_ids or mbox3rdPartyId, found both, which Adobe advises against; "
            "remove one, or set the "
            "option allow_both_ids"
        );
    }
    if (!mapped.has(FieldKind::event_time)) {
        findings.warning(
            "/fields",
            "no_event_time",
            "expected a mapping for event_time (Event time), found none: a session ends after 30 "
            "minutes, and an update "
            "from an older file would open a new one; map it unless records come as they happen"
        );
    }
}

}  // namespace

void validate_mapping(Findings& findings, const Spec& spec) {
    std::vector<sluice::ConfigFault> faults;
    const Settings settings = read_settings(spec.config_json(), faults);
    const Options options = read_options(spec.options_json(), faults);
    report_all(findings, faults);
    validate_settings(findings, settings);
    const auto action = action_of(spec.action());
    if (!action) {
        findings.error(
            "/action",
            "unknown_action",
            "expected send_identifiers or stream_attributes, found '" + std::string{spec.action()} +
                "'"
        );
        return;
    }
    const Mapped mapped{spec, *action};
    if (*action == Action::send_identifiers) {
        validate_update(findings, mapped, options);
    } else {
        validate_delivery(findings, mapped, options);
    }
    for (std::size_t i = 0; i < spec.size(); ++i) {
        validate_field(findings, spec, *action, i, settings);
    }
}

}  // namespace adobe_target
