#include "adobe_target/api/profile_update.hpp"

#include "adobe_target/api/outcomes.hpp"

#include <sluice/percent.hpp>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

class FormSink final : public AttributeSink {
public:
    explicit FormSink(std::string& body) : body_{body} {}

    void mapped(const MappedAttribute& attribute, std::string_view text) override {
        body_ += attribute.key;
        sluice::append_percent(body_, text);
    }

    void member(std::string_view name, std::string_view text) override {
        body_ += "&profile.";
        sluice::append_percent(body_, name);
        body_ += '=';
        sluice::append_percent(body_, text);
    }

private:
    std::string& body_;
};

Outcome unsupported_op() {
    return rejected(
        {.reason = Reason::invalid_field,
         .code = "unsupported_operation",
         .message = "expected an upsert, or a delete with an audience, found another operation: "
                    "Adobe Target clears no "
                    "attribute"}
    );
}

// What follows the identifier: attributes, or the audience's entry or exit.
std::optional<Outcome> write_changes(
    const UpdatePlan& plan,
    std::uint32_t op,
    std::span<const sluice_value> values,
    AttributeTally& tally,
    std::string& body
) {
    if (op == SLUICE_OP_DELETE) {
        if (plan.audience_exit.empty()) {
            return unsupported_op();
        }
        body += plan.audience_exit;
        return std::nullopt;
    }
    if (op != SLUICE_OP_UPSERT) {
        return unsupported_op();
    }
    if (plan.attributes.is_empty()) {
        body += plan.audience_entry;
        return std::nullopt;
    }
    FormSink sink{body};
    return each_attribute(plan.attributes, values, tally, sink);
}

}  // namespace

std::string profile_update_target(std::string_view client_code, std::string_view path_segment) {
    std::string target = "/m2/";
    sluice::append_percent(target, path_segment.empty() ? client_code : path_segment);
    target += "/profile/update";
    return target;
}

std::string update_key(std::string_view name) {
    std::string key = "&profile.";
    sluice::append_percent(key, name);
    key += '=';
    return key;
}

void set_audience(UpdatePlan& plan, const Audience& audience) {
    plan.audience = audience;
    plan.audience_entry = update_key(audience.name);
    sluice::append_percent(plan.audience_entry, audience.value);
    plan.audience_exit = update_key(audience.name);
    sluice::append_percent(plan.audience_exit, audience.exit);
}

std::optional<Outcome> write_profile_update(
    const UpdatePlan& plan,
    std::uint32_t op,
    std::span<const sluice_value> values,
    AttributeTally& tally,
    UpdateBody& body
) {
    auto found = read_identifier(plan.identifier, values, body.identifier);
    if (!found) {
        return std::move(found).error();
    }
    if (!*found) {
        return missing_identifier(plan.identifier);
    }
    body.text = plan.identifier_key;
    sluice::append_percent(body.text, body.identifier);
    const std::size_t bare = body.text.size();
    if (auto rejection = write_changes(plan, op, values, tally, body.text)) {
        return rejection;
    }
    if (body.text.size() == bare) {
        return rejected(
            {.reason = Reason::missing_field,
             .code = "nothing_to_send",
             .message = "expected at least one attribute with a value, found none: an identifier "
                        "alone changes nothing"}
        );
    }
    if (body.text.size() > max_post_bytes) {
        return rejected(
            {.reason = Reason::too_large,
             .code = "too_large",
             .message = "expected at most " + std::to_string(max_post_bytes) +
                        " encoded bytes, found " + std::to_string(body.text.size()) +
                        "; send fewer or shorter attributes"}
        );
    }
    return std::nullopt;
}

}  // namespace adobe_target
