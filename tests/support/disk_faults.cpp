#include "tests/support/disk_faults.hpp"

#include <algorithm>
#include <charconv>
#include <unistd.h>
#include <utility>

namespace support {
namespace {

using Kind = DiskFaults::Kind;

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional{value} : std::nullopt;
}

std::optional<Kind> kind(std::string_view word) {
    constexpr std::pair<std::string_view, Kind> kinds[] = {
        {"full", Kind::full}, {"io", Kind::io}, {"readonly", Kind::readonly}, {"kill", Kind::kill}};
    for (const auto& [name, value] : kinds) {
        if (name == word) {
            return value;
        }
    }
    return std::nullopt;
}

bool take(DiskFaults& faults, std::string_view key, std::string_view value) {
    if (key == "fault") {
        const auto known = kind(value);
        faults.kind = known.value_or(Kind::none);
        return known.has_value();
    }
    if (key == "while") {
        faults.while_file = value;
        return !value.empty();
    }
    const auto count = number(value);
    if (!count) {
        return false;
    }
    if (key == "at") {
        faults.at = *count;
    } else if (key == "for") {
        faults.count = *count;
    } else if (key == "seed") {
        faults.seed = *count;
    } else if (key == "per_mille") {
        faults.per_mille = static_cast<std::uint32_t>(*count);
    } else {
        return false;
    }
    return true;
}

// A full disk still syncs, cuts and forgets.
bool spares(Kind kind, DiskOperation operation) {
    return kind == Kind::full && operation != DiskOperation::write;
}

}  // namespace

std::optional<DiskFaults> parse_disk_faults(std::string_view words) {
    DiskFaults faults;
    while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(word.size() + 1, words.size()));
        const std::size_t equals = word.find('=');
        if (word.empty()) {
            continue;
        }
        if (equals == std::string_view::npos ||
            !take(faults, word.substr(0, equals), word.substr(equals + 1))) {
            return std::nullopt;
        }
    }
    return faults;
}

DiskFaultCounter::DiskFaultCounter(DiskFaults faults)
    : faults_{std::move(faults)}, chance_{faults_.seed} {}

bool DiskFaultCounter::is_active() const {
    return faults_.kind != Kind::none &&
           (faults_.while_file.empty() || ::access(faults_.while_file.c_str(), F_OK) == 0);
}

Kind DiskFaultCounter::meet(DiskOperation operation) {
    ++operations_;
    bool fails = operations_ >= faults_.at && operations_ - faults_.at < faults_.count;
    if (faults_.per_mille != 0) {
        fails = chance_() % 1000 < faults_.per_mille;
    }
    if (!fails || !is_active() || spares(faults_.kind, operation)) {
        return Kind::none;
    }
    ++failed_;
    return faults_.kind;
}

Kind DiskFaultCounter::present() const {
    const std::uint64_t next = operations_ + 1;
    const bool fails = next >= faults_.at && next - faults_.at < faults_.count;
    return fails && faults_.per_mille == 0 && is_active() ? faults_.kind : Kind::none;
}

}  // namespace support
