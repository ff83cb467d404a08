#include "host/conform/reconcile.hpp"

#include "host/conform/verdict_words.hpp"

#include <algorithm>

namespace host {
namespace {

using Expect = std::map<std::string, std::vector<std::string>>;

std::vector<const MockEntry*> entries_of(const MockLedger& ledger, std::uint64_t record) {
    std::vector<const MockEntry*> entries;
    for (const MockEntry& entry : ledger.entries) {
        if (!entry.is_route &&
            std::binary_search(entry.records.begin(), entry.records.end(), record)) {
            entries.push_back(&entry);
        }
    }
    return entries;
}

std::string answered(const MockEntry& entry) {
    return entry.is_answered
               ? "answered " + std::to_string(entry.status)
               : "read the request and answered it by " + std::string{to_word(entry.how)};
}

// The mock read one whole request of the record.
std::string
contradiction(const SeenVerdict& verdict, const MockEntry& entry, const Expect& expect) {
    const std::string said = in_words(verdict) + ", and the mock " + answered(entry);
    if (entry.is_answered) {
        const auto expected = expected_verdicts(std::to_string(entry.status), expect);
        const bool is_final =
            verdict.status == SLUICE_DELIVERED || verdict.status == SLUICE_REJECTED;
        return is_final && !is_expected(verdict, expected)
                   ? said + ": expected " + expectation_text(expected)
                   : "";
    }
    // The status of a cut answer may have been read before its end was missed.
    if (verdict.status == SLUICE_DELIVERED && entry.how != MockReply::How::truncate) {
        return said + ": expected RETRY with MAYBE_DELIVERED";
    }
    if (verdict.status == SLUICE_REJECTED) {
        return said + ": expected RETRY with MAYBE_DELIVERED";
    }
    if (verdict.status == SLUICE_RETRY && !verdict.is_maybe()) {
        return said + ": expected MAYBE_DELIVERED, for the request was written";
    }
    return "";
}

std::string contradiction(const Judged& judged, const MockLedger& ledger, const Expect& expect) {
    const auto entries = entries_of(ledger, judged.record.number);
    if (entries.empty()) {
        return judged.verdict.status == SLUICE_DELIVERED
                   ? in_words(judged.verdict) + ", and the mock saw no request of it"
                   : "";
    }
    // After a 401 or 403 a plugin may ask for a new token and send once more.
    const bool was_refused_once =
        entries.size() == 2 && (entries[0]->status == 401 || entries[0]->status == 403);
    if (entries.size() > 1 && !was_refused_once) {
        return "expected one request in one attempt, and the mock read " +
               std::to_string(entries.size()) + ": a plugin answers RETRY, the host sends again";
    }
    return contradiction(judged.verdict, *entries.back(), expect);
}

}  // namespace

std::vector<std::string>
contradictions(std::span<const Judged> judged, const MockLedger& ledger, const Expect& expect) {
    std::vector<std::string> all;
    for (const Judged& each : judged) {
        std::string text = contradiction(each, ledger, expect);
        if (!text.empty()) {
            all.push_back("record " + std::to_string(each.record.number) + ": " + text);
        }
    }
    return all;
}

}  // namespace host
