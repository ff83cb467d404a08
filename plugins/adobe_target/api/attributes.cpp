#include "adobe_target/api/attributes.hpp"

#include "adobe_target/api/members.hpp"
#include "adobe_target/api/outcomes.hpp"

#include <sluice/text.hpp>
#include <sluice/text/slot_text.hpp>
#include <sluice/text/utf8.hpp>

#include <algorithm>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

bool is_too_long(std::string_view text, std::size_t longest) {
    return longest != 0 && text.size() > longest && sluice::utf16_length(text) > longest;
}

std::string too_long_message(std::string_view text, std::size_t longest) {
    return "expected at most " + std::to_string(longest) + " characters, found " +
           std::to_string(sluice::utf16_length(text)) + "; shorten it, or raise max_value_length";
}

std::string in_words(sluice::SlotText::Kind kind) {
    return kind == sluice::SlotText::Kind::not_utf8
               ? "expected UTF-8 text, found other bytes"
               : "expected text, a number or a boolean, found an "
                 "array, an object or bytes; join or flatten it";
}

Outcome empty_value(std::size_t slot, std::string_view name, std::string_view member) {
    return rejected(
        {.reason = Reason::missing_field,
         .code = "empty_attribute",
         .message = "profile." + std::string{name} +
                    ": expected a value, found null or empty text, which Adobe ignores",
         .field = static_cast<std::int32_t>(slot),
         .member = std::string{member}}
    );
}

// The attributes that the mapping names.
std::optional<Outcome> mapped_attribute(
    const MappedAttribute& attribute,
    const sluice_value& value,
    const AttributeRules& rules,
    AttributeTally& tally,
    AttributeSink& sink
) {
    const sluice::SlotText slot{value};
    const auto bad = [&](std::string_view code, const std::string& problem) {
        return rejected(
            {.reason = Reason::invalid_field,
             .code = code,
             .message = "profile." + attribute.name + ": " + problem,
             .field = static_cast<std::int32_t>(attribute.slot)}
        );
    };
    switch (slot.kind()) {
    case sluice::SlotText::Kind::absent:
        return std::nullopt;
    case sluice::SlotText::Kind::empty:
        if (rules.empty.kind == EmptyRule::Kind::reject) {
            return empty_value(attribute.slot, attribute.name, {});
        }
        if (rules.empty.kind == EmptyRule::Kind::replace) {
            sink.mapped(attribute, rules.empty.replacement);
        } else {
            tally.add_empty(attribute.name);
        }
        return std::nullopt;
    case sluice::SlotText::Kind::text:
        if (is_too_long(slot.text(), rules.longest_value)) {
            return bad("value_too_long", too_long_message(slot.text(), rules.longest_value));
        }
        sink.mapped(attribute, slot.text());
        return std::nullopt;
    default:
        return bad("bad_attribute", in_words(slot.kind()));
    }
}

// The attributes that the record names: the members of profile.*.
class Members final : public MemberSink {
public:
    Members(const AttributePlan& plan, AttributeTally& tally, AttributeSink& sink)
        : plan_{plan}, tally_{tally}, sink_{sink} {}

    std::optional<Outcome> take_rejection() { return std::move(rejection_); }

    bool member(const Member& member) override {
        if (is_mapped_by_name(member.name)) {
            return true;
        }
        if (auto problem = profile_name_problem(member.name, plan_.rules.names)) {
            return refuse(member.name, *problem);
        }
        if (member.kind == Member::Kind::nested) {
            return refuse(member.name, in_words(sluice::SlotText::Kind::not_text));
        }
        if (member.text.empty()) {
            return empty(member.name);
        }
        if (!sluice::is_utf8(member.text)) {
            return refuse(member.name, in_words(sluice::SlotText::Kind::not_utf8));
        }
        if (is_too_long(member.text, plan_.rules.longest_value)) {
            return refuse(member.name, too_long_message(member.text, plan_.rules.longest_value));
        }
        sink_.member(member.name, member.text);
        return true;
    }

private:
    // A mapping has few names, so a walk beats a table.
    bool is_mapped_by_name(std::string_view name) const {
        return std::any_of(
            plan_.mapped.begin(),
            plan_.mapped.end(),
            [&](const MappedAttribute& attribute) { return attribute.name == name; }
        );
    }

    bool empty(std::string_view name) {
        const EmptyRule& rule = plan_.rules.empty;
        if (rule.kind == EmptyRule::Kind::reject) {
            rejection_ = empty_value(*plan_.members, name, name);
            return false;
        }
        if (rule.kind == EmptyRule::Kind::replace) {
            sink_.member(name, rule.replacement);
        } else {
            tally_.add_empty(name);
        }
        return true;
    }

    bool refuse(std::string_view name, const std::string& problem) {
        if (plan_.rules.bad_member == BadAttribute::drop) {
            tally_.add_refused(name);
            return true;
        }
        rejection_ = rejected(
            {.reason = Reason::invalid_field,
             .code = "bad_attribute",
             .message = "a member of profile.*: " + problem,
             .field = static_cast<std::int32_t>(*plan_.members),
             .member = std::string{name}}
        );
        return false;
    }

    const AttributePlan& plan_;
    AttributeTally& tally_;
    AttributeSink& sink_;
    std::optional<Outcome> rejection_;
};

std::optional<Outcome> member_attributes(
    const AttributePlan& plan, const sluice_value& value, AttributeTally& tally, AttributeSink& sink
) {
    if (value.type == SLUICE_T_ABSENT || value.type == SLUICE_T_NULL) {
        return std::nullopt;
    }
    Members members{plan, tally, sink};
    if (value.type != SLUICE_T_JSON || !read_members(sluice::to_view(value), members)) {
        return rejected(
            {.reason = Reason::invalid_field,
             .code = "bad_attribute",
             .message = "profile.*: expected an object, found something else; map it to one",
             .field = static_cast<std::int32_t>(*plan.members)}
        );
    }
    return members.take_rejection();
}

}  // namespace

std::optional<sluice::Outcome> each_attribute(
    const AttributePlan& plan,
    std::span<const sluice_value> values,
    AttributeTally& tally,
    AttributeSink& sink
) {
    for (const MappedAttribute& attribute : plan.mapped) {
        if (auto rejection =
                mapped_attribute(attribute, values[attribute.slot], plan.rules, tally, sink)) {
            return rejection;
        }
    }
    return plan.members ? member_attributes(plan, values[*plan.members], tally, sink)
                        : std::nullopt;
}

}  // namespace adobe_target
