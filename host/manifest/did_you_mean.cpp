#include "host/manifest/did_you_mean.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

constexpr std::size_t longest_word = 64;
constexpr std::size_t most_edits = 2;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return lower(x) == lower(y);
    });
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    if (a.size() > longest_word || b.size() > longest_word) {
        return longest_word + 1;
    }
    using Row = std::array<std::size_t, longest_word + 1>;
    Row before_last{};
    Row last{};
    Row row{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        before_last = last;
        last = row;
    }
    return last[b.size()];
}

std::optional<std::string> did_you_mean(std::string_view word, std::span<const std::string> known) {
    std::optional<std::string> best;
    std::size_t fewest = most_edits + 1;
    for (const std::string& candidate : known) {
        std::size_t edits =
            equal_but_for_case(word, candidate) ? 0 : edit_distance(word, candidate);
        if (edits < fewest && 2 * edits < std::max(word.size(), candidate.size())) {
            fewest = edits;
            best = candidate;
        }
    }
    return best;
}

}  // namespace host
