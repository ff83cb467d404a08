#include "adobe_target/validate_field.hpp"

#include "adobe_target/api/delivery_context.hpp"
#include "adobe_target/api/event_time.hpp"
#include "adobe_target/api/profile_name.hpp"
#include "adobe_target/mapping.hpp"

#include <sluice/text/nearest_name.hpp>
#include <sluice/text/slot_text.hpp>
#include <sluice/text/utf8.hpp>

#include <string>
#include <vector>

namespace adobe_target {

namespace {

using sluice::Findings;

// One mapped field on its way through the checks.
struct Subject {
    sluice::Field mapped;
    FoundField found;
    std::string path;   // "/fields/3"
    std::string title;  // "session_id (Adobe Target Session ID)", "profile.tier"
};

void report_unknown(Findings& findings, const Subject& subject, Action action) {
    std::vector<std::string_view> names;
    std::string all;
    for (const KnownField& known : fields_of(action)) {
        names.push_back(known.name);
        all += all.empty() ? "" : ", ";
        all += known.name;
    }
    const std::string_view nearest = sluice::nearest_name(subject.mapped.name(), names);
    const std::string hint = nearest.empty() ? "" : "; did you mean " + std::string{nearest} + "?";
    findings.error(
        subject.path,
        "unknown_field",
        "expected one of " + all + ", found '" + std::string{subject.mapped.name()} + "'" + hint
    );
}

void check_values(Findings& findings, const Subject& subject) {
    if (!subject.mapped.may_be_many() || subject.found.known->may_be_many) {
        return;
    }
    const bool is_attribute = subject.found.known->kind == FieldKind::attribute;
    findings.error(
        subject.path,
        "several_values",
        subject.title + ": expected one value, found a mapping that may give several; " +
            (is_attribute ? "join them, or pick one as in items[0]" : "pick one as in items[0]")
    );
}

void check_name(Findings& findings, const Subject& subject, Action action) {
    const std::string_view member = subject.found.member;
    if (member == "*") {
        return;
    }
    std::optional<std::string> problem;
    if (subject.found.known->kind == FieldKind::attribute) {
        problem = profile_name_problem(
            member, action == Action::send_identifiers ? update_names : delivery_names
        );
    } else if (subject.found.known->kind == FieldKind::customer_id) {
        problem = integration_code_problem(member);
    }
    if (problem) {
        findings.error(subject.path, "bad_name", subject.title + ": " + *problem);
    }
}

void check_attribute_constant(
    Findings& findings,
    const Subject& subject,
    const sluice::SlotText& slot,
    Action action,
    const Settings& settings
) {
    if (slot.kind() == sluice::SlotText::Kind::empty &&
        settings.empty.kind != EmptyRule::Kind::replace) {
        findings.error(
            subject.path,
            "bad_constant",
            subject.title + ": expected a text, found null or an empty one, which Adobe ignores: a "
                            "value cannot be cleared"
        );
        return;
    }
    const std::size_t length = sluice::utf16_length(slot.text());
    if (action == Action::stream_attributes && length > settings.max_value_length) {
        findings.error(
            subject.path,
            "bad_constant",
            subject.title + ": expected at most " + std::to_string(settings.max_value_length) +
                " characters, found " + std::to_string(length) +
                "; shorten it, or raise max_value_length"
        );
    }
}

// What makes a constant no identifier, of any record.
Problem identifier_constant_problem(const Subject& subject, const sluice::SlotText& slot) {
    if (slot.kind() == sluice::SlotText::Kind::empty) {
        return "expected a value, found null or an empty text";
    }
    if (subject.mapped.constant().type == SLUICE_T_BOOL) {
        return "expected a text or a whole number, found true or false";
    }
    if (may_have_lost_digits(subject.mapped.constant())) {
        return "expected a text or a whole number, found a number with a fraction or an exponent; "
               "quote it";
    }
    return subject.found.known->problem(slot.text());
}

void check_identifier_constant(
    Findings& findings, const Subject& subject, const sluice::SlotText& slot
) {
    if (const Problem problem = identifier_constant_problem(subject, slot)) {
        findings.error(subject.path, "bad_constant", subject.title + ": " + *problem);
        return;
    }
    const FieldKind kind = subject.found.known->kind;
    if (kind == FieldKind::ecid && !is_usual_ecid(slot.text())) {
        findings.warning(
            subject.path,
            "unusual_ecid",
            subject.title + ": expected 38 digits, found " + std::to_string(slot.text().size())
        );
    }
    if (kind != FieldKind::edge_number) {
        findings.warning(
            subject.path,
            "constant_identifier",
            subject.title + ": expected each record's own, found a constant: every record updates "
                            "the same profile"
        );
    }
}

// The optional members of a Delivery request: what the request's writer says of a record with this
// one slot.
void check_context_constant(Findings& findings, const Subject& subject) {
    ContextSlots slots;
    if (std::optional<std::size_t>* const slot = context_slot(slots, subject.found.known->kind)) {
        *slot = 0;
    }
    std::string scratch;
    if (const auto rejection = write_context(slots, {&subject.mapped.constant(), 1}, scratch)) {
        findings.error(subject.path, "bad_constant", rejection->message);
    }
}

void check_constant(
    Findings& findings, const Subject& subject, Action action, const Settings& settings
) {
    const sluice_value& constant = subject.mapped.constant();
    if (constant.type == SLUICE_T_ABSENT) {
        return;
    }
    const sluice::SlotText slot{constant};
    const KnownField& known = *subject.found.known;
    if (subject.found.member == "*" || slot.kind() == sluice::SlotText::Kind::not_text ||
        slot.kind() == sluice::SlotText::Kind::not_utf8) {
        findings.error(
            subject.path,
            "bad_constant",
            subject.title + ": expected " +
                (subject.found.member == "*" ? "an object" : "a text, a number or a boolean") +
                ", found another constant"
        );
    } else if (known.kind == FieldKind::attribute) {
        check_attribute_constant(findings, subject, slot, action, settings);
    } else if (known.problem != nullptr) {
        check_identifier_constant(findings, subject, slot);
    } else if (known.kind != FieldKind::event_time) {
        check_context_constant(findings, subject);
    } else if (!event_time(constant)) {
        findings.error(
            subject.path,
            "bad_constant",
            subject.title + ": expected a time as in 2026-08-19T10:00:00Z, found something else"
        );
    }
}

void check_mapped_once(
    Findings& findings, const sluice::Spec& spec, const Subject& subject, std::size_t index
) {
    for (std::size_t before = 0; before < index; ++before) {
        if (spec.field(before).name() == subject.mapped.name()) {
            findings.error(
                subject.path,
                "mapped_twice",
                subject.title + ": expected one mapping, found a second; the first is /fields/" +
                    std::to_string(before)
            );
            return;
        }
    }
}

}  // namespace

void validate_field(
    Findings& findings,
    const sluice::Spec& spec,
    Action action,
    std::size_t index,
    const Settings& settings
) {
    const sluice::Field mapped = spec.field(index);
    Subject subject{
        .mapped = mapped,
        .found = find_field(action, mapped.name()),
        .path = "/fields/" + std::to_string(index),
        .title = std::string{mapped.name()}};
    if (subject.found.known == nullptr) {
        report_unknown(findings, subject, action);
        return;
    }
    if (subject.found.known->kind != FieldKind::attribute) {
        subject.title += " (" + std::string{subject.found.known->title} + ")";
    }
    check_mapped_once(findings, spec, subject, index);
    check_values(findings, subject);
    check_name(findings, subject, action);
    check_constant(findings, subject, action, settings);
}

}  // namespace adobe_target
