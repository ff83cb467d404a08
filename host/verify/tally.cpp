#include "host/verify/tally.hpp"

#include "host/verify/words.hpp"

namespace host {
namespace {

using sluice::AttributeState;
using sluice::Known;

constexpr std::size_t most_names = 256;  // the members of profile.* are the records' to choose

void count_known(MatchCounts& counts, const sluice::Answer& answer, std::string& last_untold) {
    switch (answer.known) {
    case Known::yes:
        ++counts.known;
        return;
    case Known::no:
        ++counts.unknown;
        return;
    default:
        ++counts.untold;
        last_untold = answer.code;
        if (!answer.message.empty()) {
            last_untold += last_untold.empty() ? answer.message : ": " + answer.message;
        }
    }
}

void add(AttributeCounts& counts, AttributeState state) {
    switch (state) {
    case AttributeState::same:
        ++counts.same;
        return;
    case AttributeState::overwritten:
        ++counts.overwritten;
        return;
    case AttributeState::absent:
        ++counts.absent;
    }
}

// "profile.tier"; of a member of "profile.*" its own.
std::string name_of(const sluice::Attribute& attribute, std::span<const std::string> fields) {
    const bool has_field =
        attribute.field >= 0 && static_cast<std::size_t>(attribute.field) < fields.size();
    std::string name = has_field ? fields[static_cast<std::size_t>(attribute.field)] : "";
    if (name.ends_with('*')) {
        name.pop_back();
    }
    return name + attribute.member;
}

}  // namespace

void count_preflight(VerifyCounts& counts, const sluice::Answer& answer) {
    count_known(counts.preflight, answer, counts.last_untold);
}

void count_sample(
    VerifyCounts& counts, const sluice::Answer& answer, std::span<const std::string> fields
) {
    count_known(counts.sample, answer, counts.last_untold);
    if (answer.known != Known::yes) {
        return;
    }
    for (const sluice::Attribute& attribute : answer.attributes) {
        add(counts.attributes, attribute.state);
        if (attribute.state == AttributeState::same) {
            continue;
        }
        std::string name = name_of(attribute, fields);
        const bool is_new = !counts.by_attribute.contains(name);
        if (is_new && counts.by_attribute.size() >= most_names) {
            name = "(others)";
        }
        add(counts.by_attribute[name], attribute.state);
    }
}

std::optional<PreflightFault> preflight_fault(const VerifyCounts& counts, double min_match) {
    const MatchCounts& found = counts.preflight;
    if (found.asked() == 0) {
        return std::nullopt;
    }
    if (found.told() * 2 < found.asked()) {
        return PreflightFault{true, preflight_words(counts)};
    }
    if (found.rate() < min_match) {
        return PreflightFault{
            false,
            preflight_words(counts) + "; expected at least " + share_words(min_match) +
                " (verify.min_match)"};
    }
    return std::nullopt;
}

}  // namespace host
