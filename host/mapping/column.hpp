// One compiled mapping rule: where its value comes from and what becomes of it. Made by
// compile_column(), read by Mapping. Host thread.
#pragma once

#include "host/digest/sha256.hpp"
#include "host/mapping/flat_object.hpp"
#include "host/mapping/path.hpp"
#include "host/record/arena.hpp"
#include "host/record/rule.hpp"
#include "host/record/source_spec.hpp"

#include <sluice/destination.h>
#include <sluice/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

struct Column {
    enum class Kind : std::uint8_t {
        constant,     // `constant`, the same for all records
        single,       // one value of the path
        joined,       // the several values of the path, or an array's elements, as one text
        list,         // the several values of the path as one JSON array
        identifiers,  // the several values of the path, one update each
        object,       // a prefix field: one flat JSON object
    };
    Kind kind = Kind::single;
    std::string field;
    std::string path_text;  // as the pipeline file has it, for messages
    Path path;
    Cast cast = Cast::none;
    Hash hash = Hash::none;
    std::string separator;
    std::optional<sluice_value> fallback;  // cast and hashed already
    sluice_value constant{};
    FlatObject flat;
    // CSV: an empty cell is no value to `default`, nor to casts but string.
    bool is_empty_missing = false;
};

// What all rules of a mapping are compiled with.
struct ColumnContext {
    const std::vector<std::string>& identifier_fields;  // the action's multi_id
    const std::vector<std::string>& all_fields;         // of the mapping
    Format format = Format::ndjson;
    Arena& constants;  // lives as long as the columns
    Sha256& sha;
};

// Every fault of the rule, as a text that names the field: "profile.tier: expected ..., found ...".
sluice::Result<Column, std::vector<std::string>>
compile_column(const Rule& rule, const ColumnContext& context);

// As sluice_field.type has it: what the mapping makes sure of, ABSENT for any.
std::uint32_t promised_type(const Column& column, Format format);

}  // namespace host
