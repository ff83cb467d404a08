#include "host/conform/verdict_words.hpp"

#include <algorithm>

namespace host {
namespace {

using Words = std::vector<std::string>;

const std::map<std::string, Words, std::less<>>& default_table() {
    static const std::map<std::string, Words, std::less<>> table{
        {"200", {"delivered"}},
        {"204", {"delivered"}},
        {"302", {"rejected", "retry", "pause"}},
        {"400", {"rejected"}},
        {"401", {"auth"}},
        {"403", {"auth"}},
        {"404", {"rejected"}},
        {"408", {"retry", "pause"}},
        {"409", {"rejected"}},
        {"413", {"rejected"}},
        {"422", {"rejected"}},
        {"429", {"retry", "pause"}},
        {"500", {"retry", "pause"}},
        {"502", {"retry", "pause"}},
        {"503", {"retry", "pause"}},
        {"html", {"any"}},
    };
    return table;
}

}  // namespace

std::string_view verdict_word(const SeenVerdict& verdict) {
    switch (verdict.status) {
    case SLUICE_DELIVERED:
        return "delivered";
    case SLUICE_RETRY:
        return verdict.is_whole_destination() ? "pause" : "retry";
    case SLUICE_REJECTED:
        return "rejected";
    case SLUICE_AUTH_FAILED:
        return "auth";
    case SLUICE_CANCELLED:
        return "cancelled";
    default:
        return "none";
    }
}

Words expected_verdicts(std::string_view answer, const std::map<std::string, Words>& profile) {
    if (const auto own = profile.find(std::string{answer}); own != profile.end()) {
        return own->second;
    }
    const auto known = default_table().find(answer);
    return known == default_table().end() ? Words{"any"} : known->second;
}

bool is_expected(const SeenVerdict& verdict, const Words& expected) {
    return std::any_of(expected.begin(), expected.end(), [&](const std::string& word) {
        return (word == "any" && verdict.status != SLUICE_UNSET) || word == verdict_word(verdict);
    });
}

std::string expectation_text(const Words& expected) {
    std::string text;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == expected.size() ? " or " : ", ") + expected[i];
    }
    return text;
}

}  // namespace host
