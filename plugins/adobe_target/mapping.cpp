#include "adobe_target/mapping.hpp"

#include <sluice/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace adobe_target {

namespace {

IdentifierSlot identifier(const KnownField& known, std::size_t slot) {
    return {.slot = slot, .title = known.title, .problem = known.problem};
}

void add_attribute(AttributePlan& plan, std::string_view name, std::string key, std::size_t slot) {
    if (name == "*") {
        plan.members = slot;
    } else {
        plan.mapped.push_back({.name = std::string{name}, .key = std::move(key), .slot = slot});
    }
}

void add_update_field(UpdatePlan& plan, const FoundField& field, std::size_t slot) {
    if (field.known->kind == FieldKind::attribute) {
        add_attribute(plan.attributes, field.member, update_key(field.member), slot);
        return;
    }
    plan.identifier = identifier(*field.known, slot);
    plan.identifier_key = std::string{field.known->name} + '=';
}

void add_customer_id(VisitorPlan& plan, const FoundField& field, std::size_t slot) {
    if (field.member == "*") {
        plan.customer_id_members = slot;
    } else {
        plan.customer_ids.push_back(
            {.integration_code = std::string{field.member}, .id = identifier(*field.known, slot)}
        );
    }
}

void add_delivery_field(DeliveryPlan& plan, const FoundField& field, std::size_t slot) {
    if (std::optional<std::size_t>* const context = context_slot(plan.context, field.known->kind)) {
        *context = slot;
        return;
    }
    switch (field.known->kind) {
    case FieldKind::ecid:
        plan.visitor.ecid = identifier(*field.known, slot);
        return;
    case FieldKind::session_id:
        plan.visitor.session_id = identifier(*field.known, slot);
        return;
    case FieldKind::edge_number:
        plan.visitor.edge_number = identifier(*field.known, slot);
        return;
    case FieldKind::tnt_id:
        plan.visitor.tnt_id = identifier(*field.known, slot);
        return;
    case FieldKind::third_party_id:
        plan.visitor.third_party_id = identifier(*field.known, slot);
        return;
    case FieldKind::customer_id:
        add_customer_id(plan.visitor, field, slot);
        return;
    case FieldKind::event_time:
        plan.event_time = slot;
        return;
    case FieldKind::attribute:
        add_attribute(plan.attributes, field.member, delivery_key(field.member), slot);
        return;
    default:  // a field of the other action
        return;
    }
}

// validate_mapping says it better, and before.
void need(const IdentifierSlot& slot, const std::string& name) {
    if (slot.problem == nullptr) {
        throw sluice::Error{
            SLUICE_E_INVALID,
            "/fields",
            "missing_field",
            "expected a mapping for " + name + ", found none"};
    }
}

}  // namespace

std::optional<std::size_t>* context_slot(ContextSlots& slots, FieldKind kind) {
    switch (kind) {
    case FieldKind::property_token:
        return &slots.property_token;
    case FieldKind::environment_id:
        return &slots.environment_id;
    case FieldKind::user_agent:
        return &slots.user_agent;
    case FieldKind::ip:
        return &slots.ip;
    case FieldKind::url:
        return &slots.url;
    default:
        return nullptr;
    }
}

UpdatePlan update_plan(const sluice::Spec& spec, const Settings& settings, const Options& options) {
    UpdatePlan plan;
    plan.attributes.rules = {
        .empty = settings.empty,
        .bad_member = settings.bad_attribute,
        .names = update_names,
        .longest_value = 0};
    for (std::size_t slot = 0; slot < spec.size(); ++slot) {
        const FoundField field = find_field(Action::send_identifiers, spec.field(slot).name());
        if (field.known != nullptr) {
            add_update_field(plan, field, slot);
        }
    }
    if (options.audience) {
        set_audience(plan, *options.audience);
    }
    need(plan.identifier, "mbox3rdPartyId or mboxPC");
    return plan;
}

DeliveryPlan
delivery_plan(const sluice::Spec& spec, const Settings& settings, const Options& options) {
    DeliveryPlan plan;
    plan.target_start = delivery_target_start(settings.client_code);
    plan.max_session_age = options.max_session_age;
    plan.carrier = settings.carrier;
    plan.mbox = settings.mbox;
    plan.attributes.rules = {
        .empty = settings.empty,
        .bad_member = settings.bad_attribute,
        .names = delivery_names,
        .longest_value = settings.max_value_length};
    for (std::size_t slot = 0; slot < spec.size(); ++slot) {
        const FoundField field = find_field(Action::stream_attributes, spec.field(slot).name());
        if (field.known != nullptr) {
            add_delivery_field(plan, field, slot);
        }
    }
    need(plan.visitor.ecid, "ecid");
    need(plan.visitor.session_id, "session_id");
    return plan;
}

}  // namespace adobe_target
