#include "host/run/try_page.hpp"

#include "host/mapping/slot.hpp"
#include "host/report/text.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <cstdio>

namespace host {
namespace {

using sluice::AttributeState;
using sluice::Known;

std::string value_text(const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_ABSENT:
        return "(absent)";
    case SLUICE_T_NULL:
        return "(null)";
    default:
        return std::string{slot_text(value)};
    }
}

const char* state_text(AttributeState state) {
    switch (state) {
    case AttributeState::same:
        return "same";
    case AttributeState::overwritten:
        return "another value";
    default:
        return "absent";
    }
}

std::string verdict_text(sluice::Verdict verdict) {
    switch (verdict) {
    case sluice::Verdict::delivered:
        return "delivered: the destination accepted it";
    case sluice::Verdict::rejected:
        return "rejected: never, as it is";
    case sluice::Verdict::auth_failed:
        return "credentials refused: a run would pause";
    case sluice::Verdict::cancelled:
        return "cancelled: not tried";
    default:
        return "not now: a run would send it again";
    }
}

}  // namespace

void TryPage::step(std::string_view title) {
    const char* const gap = steps_ == 0 ? "" : "\n";
    ++steps_;
    const std::string text = gap + std::to_string(steps_) + ' ' + std::string{title} + '\n';
    std::fputs(text.c_str(), stdout);
}

void TryPage::line(std::string_view text) {
    const std::string shown = "  " + printable(redactor_.redacted(text)) + '\n';
    std::fputs(shown.c_str(), stdout);
}

void TryPage::lines(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string TryPage::field_name(std::size_t slot) const {
    return std::string{sluice::to_view(plan_.mapping.fields()[slot].name)};
}

std::string TryPage::name_of(const sluice::Attribute& attribute) const {
    const auto slot = static_cast<std::size_t>(attribute.field);
    if (attribute.field < 0 || slot >= plan_.mapping.fields().size()) {
        return attribute.member;
    }
    std::string name = field_name(slot);
    if (name.ends_with('*')) {
        name.pop_back();
    }
    return name + attribute.member;
}

void TryPage::record(const TryRecord& found) {
    std::string title = "record: " + plan_.pipeline.source.path + " line " + count_text(found.line);
    if (found.matches > 1) {
        title += ", the last of " + count_text(found.matches) + " of this user";
    }
    step(title);
    lines(found.payload);
    if (found.why) {
        line("rejected as " + found.why->code + ": " + found.why->message);
    } else if (found.is_filtered) {
        line("filtered: where does not hold, a run would not send it");
    }
}

void TryPage::mapping(const KeptUpdate& update) {
    step(
        "mapping: " + plan_.pipeline.name + " -> " + plan_.destination.name + " (" +
        plan_.action.title + ")"
    );
    for (std::size_t slot = 0; slot < update.values().size(); ++slot) {
        line(field_name(slot) + " = " + value_text(update.values()[slot]));
    }
}

void TryPage::profile(std::string_view title, const sluice::Answer& answer) {
    step(title);
    if (answer.known == Known::untold) {
        line("not told: " + answer.code + (answer.message.empty() ? "" : ": " + answer.message));
        return;
    }
    line(answer.known == Known::yes ? "the user is known" : "the user is not known");
    for (const sluice::Attribute& attribute : answer.attributes) {
        std::string text = name_of(attribute);
        if (attribute.state != AttributeState::absent) {
            text += " = " + attribute.found;
        }
        line(text + "  (" + state_text(attribute.state) + ")");
    }
}

void TryPage::not_told(std::string_view title, std::string_view why) {
    step(title);
    line(why);
}

void TryPage::exchange(std::span<const ToldText> told) {
    if (told.empty()) {
        not_told("request and reply", "not told by this plugin");
        return;
    }
    for (const ToldText& text : told) {
        step(
            text.what == sluice::Traced::request ? "request"
            : text.what == sluice::Traced::reply ? "reply"
                                                 : "note"
        );
        lines(text.text);
    }
}

void TryPage::verdict(const sluice::Outcome& outcome) {
    step("verdict");
    line(verdict_text(outcome.verdict));
    if (!outcome.code.empty() || !outcome.message.empty()) {
        line(outcome.code + ": " + outcome.message);
    }
    if (outcome.maybe_delivered) {
        line("the request was written, but no answer came: perhaps delivered");
    }
}

void TryPage::end(std::string_view sentence) {
    std::fputs("\n", stdout);
    line(sentence);
}

}  // namespace host
