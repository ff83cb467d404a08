// The lines under `mapping:`, compiled once: a record's document becomes typed slots, one update or
// several. Made and called by run, on the host thread.
#pragma once

#include "host/manifest/manifest.hpp"
#include "host/record/document.hpp"
#include "host/record/mark.hpp"
#include "host/record/record.hpp"
#include "host/record/rejection.hpp"
#include "host/record/rule.hpp"
#include "host/record/source_spec.hpp"

#include <sluice/destination.h>
#include <sluice/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace host {

// The most updates that one record makes by ID extension; more are refused, so that one line cannot
// take all memory.
constexpr std::size_t max_updates_per_record = 1000;

// A value goes through its rule in this order: path, join, default, cast, sha256.
//
// - Several values ([*]) at a field of the action's multi_id make one update each, in the order of
//   the record, equal texts once, nulls left out. Elsewhere they are one JSON array, or one text
//   with `join`.
// - `join` also joins an array's elements. Nulls are left out; no element at all is a missing
//   value.
// - `default` stands in for missing and null. In CSV an empty cell is missing to `default` and to
//   casts other than string; else it is the empty text.
// - An array or object for a plain field is its JSON text. Null stays null, through casts and
//   hashes too. An empty text is not hashed: its hash would make one user of all who have none.
// - "profile.*" takes an object and gives one flat JSON object: nested members get names with dots,
//   nulls and numbers stay as they stood, an array becomes text (joined, or its JSON). A member
//   with a rule of its own ("profile.tier") is left out, as is what include / exclude say; of
//   members with the same name the last one wins.
//
// Codes of rejections: "bad_cast", "bad_type", "too_many_values". None holds a value of the record.
class Mapping {
public:
    // Every fault at once; the issues carry the mark of the field. Whether the action has such a
    // field is not asked here: host/config and the plugin's validate_mapping say so. An unknown
    // field maps without flags.
    static sluice::Result<Mapping, std::vector<Issue>>
    compile(std::span<const Rule> rules, const ActionSpec& action, Format format);

    Mapping(Mapping&&) noexcept;
    Mapping& operator=(Mapping&&) noexcept;
    ~Mapping();

    // From now on each update has a fingerprint, keyed by that seed: one number for all runs that
    // send the same fields to the same place in the same way.
    void take_fingerprints(std::uint64_t seed);

    // As sluice_spec.fields wants them, in the order of the rules. The storage is this object's, at
    // addresses that a move does not change.
    std::span<const sluice_field> fields() const;

    // Fills record.updates (in its arena), at least one; when it rejects the record, one without
    // values, with the keys of the user as far as they can be told. `seed` keys the hash of the
    // user keys: one number per state keeps users comparable between pipelines and runs. The op is
    // always upsert.
    std::optional<Rejection> apply(const Document& document, Record& record, std::uint64_t seed);

private:
    struct State;
    explicit Mapping(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace host
