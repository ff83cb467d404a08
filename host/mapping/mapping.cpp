#include "host/mapping/mapping.hpp"

#include "host/mapping/column.hpp"
#include "host/mapping/column_reader.hpp"
#include "host/mapping/slot.hpp"
#include "host/mapping/user_key.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace host {

struct Mapping::State {
    Arena constants;
    std::vector<Column> columns;
    std::vector<sluice_field> fields;
    std::vector<UserKeyEntry> order_by;
    std::optional<std::size_t> identifiers;  // the column that may make several updates
    ColumnReader reader;
    std::vector<sluice_value> several;
    std::optional<std::uint64_t> fingerprint_seed;

    void compile_rule(const Rule& rule, const ColumnContext& context, std::vector<Issue>& issues);
    std::optional<Rejection>
    read_columns(const Document& document, Arena& arena, std::span<sluice_value> values);
    std::optional<Rejection>
    read_column(std::size_t i, const Document& document, Arena& arena, sluice_value& value);
    // For a record that is at fault: whose it is, as far as that can be told.
    std::span<Slots> user_alone(const Document& document, Arena& arena, std::uint64_t seed);
    Slots slots(std::span<const sluice_value> values, std::uint64_t seed) const;
};

namespace {

sluice_str as_str(std::string_view text) {
    return {.ptr = text.data(), .len = text.size()};
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::uint32_t flags_of(const Column& column, const ActionSpec& action) {
    const FieldSpec* spec = action.field(column.field);
    const bool is_key =
        std::any_of(action.order_by.begin(), action.order_by.end(), [&](const auto& entry) {
            return contains(entry, column.field);
        });
    const bool is_many =
        column.kind == Column::Kind::identifiers || column.kind == Column::Kind::list;
    std::uint32_t flags = 0;
    if (spec != nullptr && spec->required) {
        flags |= SLUICE_FF_REQUIRED;
    }
    if (spec != nullptr && spec->pii) {
        flags |= SLUICE_FF_PII;
    }
    if (is_key) {
        flags |= SLUICE_FF_KEY;
    }
    if (is_many) {
        flags |= SLUICE_FF_MANY;
    }
    return flags;
}

std::vector<UserKeyEntry> user_keys(const std::vector<Column>& columns, const ActionSpec& action) {
    std::vector<UserKeyEntry> entries;
    for (const auto& names : action.order_by) {
        std::vector<UserKeyEntry::Field> fields;
        for (std::size_t slot = 0; slot < columns.size(); ++slot) {
            if (contains(names, columns[slot].field)) {
                fields.push_back({.name = columns[slot].field, .slot = slot});
            }
        }
        entries.emplace_back(fields);
    }
    return entries;
}

std::vector<std::string> names_of(std::span<const Rule> rules) {
    std::vector<std::string> names;
    for (const Rule& rule : rules) {
        names.push_back(rule.field);
    }
    return names;
}

// Never 0. Type and text of each slot, one after the other.
std::uint64_t fingerprint_of(std::span<const sluice_value> values, std::uint64_t seed) {
    std::uint64_t hash = seed;
    for (const sluice_value& value : values) {
        hash = keyed_hash(slot_text(value), hash ^ value.type);
    }
    return hash == 0 ? 1 : hash;
}

Issue error_at(const Mark& mark, std::string text) {
    return {.severity = Issue::Severity::error, .at = mark, .text = std::move(text)};
}

}  // namespace

void Mapping::State::compile_rule(
    const Rule& rule, const ColumnContext& context, std::vector<Issue>& issues
) {
    auto column = compile_column(rule, context);
    if (!column) {
        for (std::string& fault : column.error()) {
            issues.push_back(error_at(rule.at, std::move(fault)));
        }
        return;
    }
    if (column->kind == Column::Kind::identifiers) {
        if (identifiers) {
            const std::string& other = columns[*identifiers].field;
            issues.push_back(error_at(
                rule.at,
                rule.field + ": expected one field with several identifiers, found " + other +
                    " with [*] too"
            ));
        }
        identifiers = columns.size();
    }
    columns.push_back(*std::move(column));
}

sluice::Result<Mapping, std::vector<Issue>>
Mapping::compile(std::span<const Rule> rules, const ActionSpec& action, Format format) {
    auto state = std::make_unique<State>();
    std::vector<Issue> issues;
    Sha256 sha;
    const std::vector<std::string> names = names_of(rules);
    const ColumnContext context{
        .identifier_fields = action.multi_id,
        .all_fields = names,
        .format = format,
        .constants = state->constants,
        .sha = sha};
    for (const Rule& rule : rules) {
        state->compile_rule(rule, context, issues);
    }
    if (!issues.empty()) {
        return issues;
    }
    for (const Column& column : state->columns) {
        state->fields.push_back(
            {.name = as_str(column.field),
             .type = promised_type(column, format),
             .flags = flags_of(column, action),
             .constant = column.constant}
        );
    }
    state->order_by = user_keys(state->columns, action);
    return Mapping{std::move(state)};
}

Mapping::Mapping(std::unique_ptr<State> state) : state_{std::move(state)} {}
Mapping::Mapping(Mapping&&) noexcept = default;
Mapping& Mapping::operator=(Mapping&&) noexcept = default;
Mapping::~Mapping() = default;

void Mapping::take_fingerprints(std::uint64_t seed) {
    state_->fingerprint_seed = seed;
}

std::span<const sluice_field> Mapping::fields() const {
    return state_->fields;
}

std::optional<Rejection>
Mapping::apply(const Document& document, Record& record, std::uint64_t seed) {
    record.updates = {};
    State& state = *state_;
    const auto values = record.arena.make<sluice_value>(state.columns.size());
    state.several.clear();
    if (auto fault = state.read_columns(document, record.arena, values)) {
        record.updates = state.user_alone(document, record.arena, seed);
        return fault;
    }
    const std::size_t count = std::max<std::size_t>(state.several.size(), 1);
    const auto updates = record.arena.make<Slots>(count);
    updates[0] = state.slots(values, seed);
    for (std::size_t i = 1; i < count; ++i) {
        const auto copy = record.arena.make<sluice_value>(values.size());
        std::copy(values.begin(), values.end(), copy.begin());
        copy[*state.identifiers] = state.several[i];
        updates[i] = state.slots(copy, seed);
    }
    record.updates = updates;
    return std::nullopt;
}

// An update without values. An identifier that is at fault itself may be anybody's, and several
// are not one user's.
std::span<Slots>
Mapping::State::user_alone(const Document& document, Arena& arena, std::uint64_t seed) {
    const auto values = arena.make<sluice_value>(columns.size());
    const auto updates = arena.make<Slots>(1);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool is_key = (fields[i].flags & SLUICE_FF_KEY) != 0;
        if (is_key && read_column(i, document, arena, values[i])) {
            return updates;
        }
    }
    if (several.size() <= 1) {
        updates[0].keys = slots(values, seed).keys;
    }
    return updates;
}

std::optional<Rejection> Mapping::State::read_columns(
    const Document& document, Arena& arena, std::span<sluice_value> values
) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (auto fault = read_column(i, document, arena, values[i])) {
            return fault;
        }
    }
    return std::nullopt;
}

std::optional<Rejection> Mapping::State::read_column(
    std::size_t i, const Document& document, Arena& arena, sluice_value& value
) {
    if (identifiers != i) {
        return reader.read(columns[i], document, arena, value);
    }
    several.clear();
    if (auto fault = reader.read_several(columns[i], document, arena, several)) {
        return fault;
    }
    value = several.front();
    return std::nullopt;
}

Slots Mapping::State::slots(std::span<const sluice_value> values, std::uint64_t seed) const {
    Slots slots{.values = values};
    for (std::size_t i = 0; i < order_by.size() && i < slots.keys.size(); ++i) {
        slots.keys[i] = order_by[i].key(values, seed);
    }
    if (fingerprint_seed) {
        slots.fingerprint = fingerprint_of(values, *fingerprint_seed);
    }
    return slots;
}

}  // namespace host
