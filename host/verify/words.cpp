#include "host/verify/words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace host {
namespace {

constexpr std::size_t most_named = 5;

std::string counted(std::uint64_t count, const char* thing) {
    return std::to_string(count) + ' ' + thing + (count == 1 ? "" : "s");
}

std::string match_words(const MatchCounts& counts) {
    std::string text = std::to_string(counts.known) + " known (" + share_words(counts.rate()) +
                       "), " + std::to_string(counts.unknown) + " not known";
    if (counts.untold != 0) {
        text += ", " + std::to_string(counts.untold) + " not told";
    }
    return text;
}

std::string attribute_words(const AttributeCounts& counts) {
    return std::to_string(counts.same) + " same, " + std::to_string(counts.overwritten) +
           " overwritten, " + std::to_string(counts.absent) + " absent";
}

// The worst of them: "profile.tier (3 overwritten), profile.city (1 absent)".
std::string named_words(const std::map<std::string, AttributeCounts>& by_attribute) {
    std::vector<std::pair<std::string, AttributeCounts>> named{
        by_attribute.begin(), by_attribute.end()};
    std::stable_sort(named.begin(), named.end(), [](const auto& a, const auto& b) {
        return a.second.overwritten + a.second.absent > b.second.overwritten + b.second.absent;
    });
    std::string text;
    for (std::size_t i = 0; i < std::min(named.size(), most_named); ++i) {
        const auto& [name, counts] = named[i];
        text += (i == 0 ? "" : ", ") + name + " (";
        if (counts.overwritten != 0) {
            text += std::to_string(counts.overwritten) + " overwritten";
        }
        if (counts.absent != 0) {
            text += counts.overwritten != 0 ? ", " : "";
            text += std::to_string(counts.absent) + " absent";
        }
        text += ")";
    }
    return named.size() > most_named ? text + ", and others" : text;
}

std::string left_out_words(const VerifyCounts& counts) {
    std::string text;
    const auto add = [&](std::uint64_t count, const char* what) {
        if (count != 0) {
            text += (text.empty() ? "" : ", ") + std::to_string(count) + what;
        }
    };
    add(counts.early, " asked before the delay was over");
    add(counts.outdated, " outdated by a newer update while asked");
    add(counts.not_asked, " chosen but not asked");
    return text;
}

}  // namespace

std::string share_words(double share) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g %%", share * 100);
    return text.data();
}

std::string preflight_words(const VerifyCounts& counts) {
    return counted(counts.preflight.asked(), "user") + " asked: " + match_words(counts.preflight);
}

std::vector<std::string> verify_words(const VerifyCounts& counts) {
    std::vector<std::string> lines;
    if (counts.preflight.asked() != 0) {
        lines.push_back("verify, before the run: " + preflight_words(counts));
    }
    if (counts.sample.asked() != 0) {
        lines.push_back(
            "verify, of the delivered: " + counted(counts.sample.asked(), "update") +
            " asked about again: users " + match_words(counts.sample)
        );
        lines.push_back("verify, attributes: " + attribute_words(counts.attributes));
    }
    if (!counts.by_attribute.empty()) {
        lines.push_back("verify, not as sent: " + named_words(counts.by_attribute));
    }
    if (const std::string left_out = left_out_words(counts); !left_out.empty()) {
        lines.push_back("verify: " + left_out);
    }
    if (!counts.last_untold.empty()) {
        lines.push_back("verify, not told, the last: " + counts.last_untold);
    }
    return lines;
}

}  // namespace host
