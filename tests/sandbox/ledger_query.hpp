// Reads the ledger for the control endpoints: a page of entries, and what arrived more than once;
// the server's thread.
#pragma once

#include "tests/sandbox/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace sandbox {

/// Which entries, and how many at most. What is not set does not filter.
struct LedgerFilter {
    std::uint64_t after = 0;  ///< only sequence numbers above this one
    std::uint64_t limit = 1000;
    std::string kind;
    std::string id;  ///< any identifier, or the session
    std::string path;
    std::optional<int> status;
    std::optional<bool> accepted;
};

struct LedgerPage {
    std::string text;
    std::uint64_t next = 0;  ///< pass as `after` for what follows; 0: this was all
};

/// An entry as one JSON object without a line end:
///
///     {"sequence":1,"arrival_ns":1700000000000000000,"connection":1,"kind":"profile_update","method":"POST",
///      "path":"/m2/acme/profile/update","host":"acme.tt.omtrdc.net","client":"acme","third_party_id":"crm-1",
///      "attributes":{"tier":"gold"},"status":200,"fault":"none","accepted":true,"replied":true,
///      "ended_after":1,"scripted":false}
///
/// Members that are empty are left out: `third_party_id`, `tnt_id`, `ecid`, `session`,
/// `impression_id`, `request_id`, `others`.
void append_entry(std::string& out, const LedgerEntry& entry);

/// One entry a line.
LedgerPage ledger_lines(const Ledger& ledger, const LedgerFilter& filter);
/// `{"entries":[...],"next":N}`; `next` is null at the end.
LedgerPage ledger_json(const Ledger& ledger, const LedgerFilter& filter);

/// `{"duplicates":[{"kind":"delivery","id":"...","impression_id":"...","count":2,"sequences":[3,9]}]}`:
/// accepted updates with the same content_digest(), at most `limit` groups.
std::string duplicates_json(const Ledger& ledger, std::uint64_t limit);

}  // namespace sandbox
