#include "tests/sandbox/ledger_query.hpp"

#include "tests/sandbox/json_text.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

namespace sandbox {
namespace {

void append_attributes(std::string& out, const std::vector<Attribute>& attributes) {
    JsonObject object(out);
    for (const Attribute& attribute : attributes) {
        object.text(attribute.name, attribute.value);
    }
    object.close();
}

bool has_id(const LedgerEntry& entry, std::string_view id) {
    return id == entry.keys.third_party || id == entry.keys.tnt || id == entry.keys.ecid ||
           id == entry.session;
}

bool passes(const LedgerEntry& entry, const LedgerFilter& filter) {
    return (filter.kind.empty() || filter.kind == name(entry.kind)) &&
           (filter.id.empty() || has_id(entry, filter.id)) && entry.path.starts_with(filter.path) &&
           filter.status.value_or(entry.verdict.status) == entry.verdict.status &&
           filter.accepted.value_or(entry.verdict.accepted) == entry.verdict.accepted;
}

/// Appends what passes, with `between` between entries and `after` each.
LedgerPage collect(
    const Ledger& ledger,
    const LedgerFilter& filter,
    std::string_view between,
    std::string_view after
) {
    LedgerPage page;
    std::uint64_t found = 0;
    const std::uint64_t from = std::max(filter.after + 1, ledger.first());
    for (std::uint64_t sequence = from; ledger.is_kept() && sequence <= ledger.last(); ++sequence) {
        const LedgerEntry entry = ledger.entry(sequence);
        if (!passes(entry, filter)) {
            continue;
        }
        if (found == filter.limit) {
            page.next = sequence - 1;
            break;
        }
        page.text += found == 0 ? std::string_view{} : between;
        append_entry(page.text, entry);
        page.text += after;
        ++found;
    }
    return page;
}

using Groups = std::unordered_map<std::uint64_t, std::vector<std::uint64_t>>;

/// Sequence numbers of accepted entries, by what they said.
Groups accepted_by_content(const Ledger& ledger) {
    Groups groups;
    for (std::uint64_t at = ledger.first(); ledger.is_kept() && at <= ledger.last(); ++at) {
        const LedgerEntry entry = ledger.entry(at);
        if (entry.verdict.accepted) {
            groups[entry.content].push_back(at);
        }
    }
    return groups;
}

void append_duplicate(
    std::string& out, const LedgerEntry& first, const std::vector<std::uint64_t>& sequences
) {
    JsonObject object(out);
    object.text("kind", name(first.kind));
    object.text("id", main_id(first.keys));
    object.text_if_any("impression_id", first.impression);
    object.number("count", sequences.size());
    object.raw("sequences");
    for (const std::uint64_t sequence : sequences) {
        out += sequence == first.sequence ? '[' : ',';
        append_json(out, sequence);
    }
    out += ']';
    object.close();
}

}  // namespace

void append_entry(std::string& out, const LedgerEntry& entry) {
    JsonObject object(out);
    object.number("sequence", entry.sequence);
    object.number("arrival_ns", static_cast<std::uint64_t>(unix_ns(entry.arrival)));
    object.number("connection", entry.connection);
    object.text("kind", name(entry.kind));
    object.text("method", entry.method);
    object.text("path", entry.path);
    object.text_if_any("host", entry.host);
    object.text_if_any("client", entry.client);
    object.text_if_any("third_party_id", entry.keys.third_party);
    object.text_if_any("tnt_id", entry.keys.tnt);
    object.text_if_any("ecid", entry.keys.ecid);
    object.text_if_any("session", entry.session);
    object.text_if_any("impression_id", entry.impression);
    object.text_if_any("request_id", entry.request_id);
    object.raw("attributes");
    append_attributes(out, entry.attributes);
    if (!entry.others.empty()) {
        object.raw("others");
        append_attributes(out, entry.others);
    }
    object.number("status", static_cast<std::uint64_t>(entry.verdict.status));
    object.text("fault", name(entry.verdict.fault));
    object.truth("accepted", entry.verdict.accepted);
    object.truth("replied", entry.replied);
    object.number("ended_after", entry.ended_after);
    object.truth("scripted", entry.verdict.scripted);
    object.close();
}

LedgerPage ledger_lines(const Ledger& ledger, const LedgerFilter& filter) {
    return collect(ledger, filter, "", "\n");
}

LedgerPage ledger_json(const Ledger& ledger, const LedgerFilter& filter) {
    LedgerPage page = collect(ledger, filter, ",", "");
    const std::string next = page.next == 0 ? "null" : std::to_string(page.next);
    page.text = "{\"entries\":[" + page.text + "],\"next\":" + next + "}";
    return page;
}

std::string duplicates_json(const Ledger& ledger, std::uint64_t limit) {
    const Groups groups = accepted_by_content(ledger);
    std::map<std::uint64_t, const std::vector<std::uint64_t>*> repeated;  // by first arrival
    for (const auto& [content, sequences] : groups) {
        if (sequences.size() > 1) {
            repeated.emplace(sequences.front(), &sequences);
        }
    }
    std::string out = "{\"duplicates\":[";
    std::uint64_t given = 0;
    for (const auto& [first, sequences] : repeated) {
        if (given++ == limit) {
            break;
        }
        out += given == 1 ? "" : ",";
        append_duplicate(out, ledger.entry(first), *sequences);
    }
    return out + "],\"groups\":" + std::to_string(repeated.size()) + "}";
}

}  // namespace sandbox
