#include "adobe_target/api/profile_state.hpp"

#include "adobe_target/api/judge_update.hpp"
#include "adobe_target/api/profile_fetch.hpp"

#include <boost/json/object.hpp>

#include <cstdlib>

namespace adobe_target {

namespace {

using sluice::AttributeState;

class Gather final : public AttributeSink {
public:
    Gather(const AttributePlan& plan, std::vector<SentAttribute>& sent)
        : plan_{plan}, sent_{sent} {}

    void mapped(const MappedAttribute& attribute, std::string_view text) override {
        sent_.push_back(
            {.field = static_cast<std::int32_t>(attribute.slot),
             .member = {},
             .name = attribute.name,
             .text = std::string{text}}
        );
    }

    void member(std::string_view name, std::string_view text) override {
        sent_.push_back(
            {.field = static_cast<std::int32_t>(*plan_.members),
             .member = std::string{name},
             .name = std::string{name},
             .text = std::string{text}}
        );
    }

private:
    const AttributePlan& plan_;
    std::vector<SentAttribute>& sent_;
};

std::vector<SentAttribute> of_audience(const Audience& audience, const std::string& text) {
    return {
        {.field = sluice::no_field, .member = audience.name, .name = audience.name, .text = text}};
}

// {"value":"gold","modifiedAt":"..."}; null if there is no such attribute, or nothing in it.
const boost::json::value* stored_value(const ReplyJson& profile, std::string_view name) {
    const boost::json::value* all = profile.find("/profileAttributes");
    const boost::json::object* attributes = all == nullptr ? nullptr : all->if_object();
    const boost::json::value* stored =
        attributes == nullptr ? nullptr : attributes->if_contains({name.data(), name.size()});
    const boost::json::object* attribute = stored == nullptr ? nullptr : stored->if_object();
    const boost::json::value* value =
        attribute == nullptr ? nullptr : attribute->if_contains("value");
    return value == nullptr || value->is_null() ? nullptr : value;
}

std::string text_of(const boost::json::value& value) {
    if (value.is_string()) {
        return std::string{value.get_string().data(), value.get_string().size()};
    }
    if (value.is_bool()) {
        return value.get_bool() ? "true" : "false";
    }
    if (value.is_int64()) {
        return std::to_string(value.get_int64());
    }
    if (value.is_uint64()) {
        return std::to_string(value.get_uint64());
    }
    return value.is_double() ? std::to_string(value.get_double()) : "(no text)";
}

// A number's literal text is lost in JSON that was read: 1.10 is 1.1.
bool is_same(const boost::json::value& value, const std::string& text) {
    if (!value.is_double()) {
        return text_of(value) == text;
    }
    char* end = nullptr;
    const double sent = std::strtod(text.c_str(), &end);
    return end == text.c_str() + text.size() && !text.empty() && sent == value.get_double();
}

}  // namespace

std::vector<SentAttribute>
sent_attributes(const UpdatePlan& plan, std::uint32_t op, std::span<const sluice_value> values) {
    if (op == SLUICE_OP_DELETE) {
        return plan.audience ? of_audience(*plan.audience, plan.audience->exit)
                             : std::vector<SentAttribute>{};
    }
    if (plan.attributes.is_empty()) {
        return plan.audience ? of_audience(*plan.audience, plan.audience->value)
                             : std::vector<SentAttribute>{};
    }
    std::vector<SentAttribute> sent;
    Gather sink{plan.attributes, sent};
    AttributeTally not_counted;
    if (each_attribute(plan.attributes, values, not_counted, sink)) {
        sent.clear();
    }
    return sent;
}

std::vector<sluice::Attribute>
compare_profile(const ReplyJson& profile, std::span<const SentAttribute> sent, ShownValues shown) {
    std::vector<sluice::Attribute> compared;
    compared.reserve(sent.size());
    for (const SentAttribute& attribute : sent) {
        sluice::Attribute& told = compared.emplace_back();
        told.field = attribute.field;
        told.member = attribute.member;
        const boost::json::value* value = stored_value(profile, attribute.name);
        if (value == nullptr) {
            continue;  // absent
        }
        told.state =
            is_same(*value, attribute.text) ? AttributeState::same : AttributeState::overwritten;
        if (shown == ShownValues::found) {
            told.found = text_of(*value);
        }
    }
    return compared;
}

FetchJudgement judge_profile(const ReplyView& reply, std::string_view client_code) {
    if (is_unknown_profile(reply, client_code)) {
        return {.known = sluice::Known::no, .why = {}};
    }
    auto wrong = judge_profile_fetch(reply, client_code);
    if (!wrong) {
        return {.known = sluice::Known::yes, .why = {}};
    }
    const bool is_refused = reply.status == 401 || reply.status == 403;
    return {
        .next = is_refused ? FetchJudgement::Next::renew_token : FetchJudgement::Next::answer,
        .why = *std::move(wrong)};
}

}  // namespace adobe_target
