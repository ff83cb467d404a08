#include "host/mapping/column.hpp"

#include "host/mapping/cast.hpp"
#include "host/mapping/rule_faults.hpp"
#include "host/mapping/slot.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace host {
namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

sluice_value as_slot(const Literal& literal, Arena& constants) {
    switch (literal.kind) {
    case Literal::Kind::boolean:
        return bool_slot(literal.text == "true");
    case Literal::Kind::number:
        return text_slot(SLUICE_T_NUMBER, constants.copy(literal.text));
    case Literal::Kind::string:
        return text_slot(SLUICE_T_STR, constants.copy(literal.text));
    default:
        return null_slot();
    }
}

// The literal with the rule's cast and hash; nothing if it cannot be cast.
std::optional<sluice_value>
finished(const Literal& literal, const Rule& rule, const ColumnContext& context) {
    std::optional<sluice_value> value = as_slot(literal, context.constants);
    if (is_nothing(*value)) {
        return value;
    }
    if (rule.cast != Cast::none) {
        value = cast_slot(*value, rule.cast);
    }
    if (value && rule.hash != Hash::none) {
        value = hash_slot(*value, rule.hash, context.sha, context.constants);
    }
    return value;
}

std::string uncastable(const char* key, const Literal& literal, Cast cast) {
    return "expected " + std::string{name_of(cast)} + " as `" + key + ":`, found \"" +
           literal.text + '"';
}

// The other fields under the prefix "profile.", without it.
std::vector<std::string> elsewhere(const Rule& rule, const std::vector<std::string>& fields) {
    const std::string_view prefix = std::string_view{rule.field}.substr(0, rule.field.size() - 1);
    std::vector<std::string> names;
    for (const std::string& field : fields) {
        if (field != rule.field && field.starts_with(prefix)) {
            names.push_back(field.substr(prefix.size()));
        }
    }
    return names;
}

Column::Kind kind_of(const Rule& rule, const Path& path, const ColumnContext& context) {
    if (rule.constant) {
        return Column::Kind::constant;
    }
    if (is_prefix_field(rule.field)) {
        return Column::Kind::object;
    }
    if (rule.join) {
        return Column::Kind::joined;
    }
    if (!path.finds_several()) {
        return Column::Kind::single;
    }
    return contains(context.identifier_fields, rule.field) ? Column::Kind::identifiers
                                                           : Column::Kind::list;
}

void add_literals(
    Column& column, const Rule& rule, const ColumnContext& context, std::vector<std::string>& faults
) {
    if (rule.constant) {
        if (const auto value = finished(*rule.constant, rule, context)) {
            column.constant = *value;
        } else {
            faults.push_back(uncastable("const", *rule.constant, rule.cast));
        }
    }
    if (rule.fallback) {
        column.fallback = finished(*rule.fallback, rule, context);
        if (!column.fallback) {
            faults.push_back(uncastable("default", *rule.fallback, rule.cast));
        }
    }
}

}  // namespace

sluice::Result<Column, std::vector<std::string>>
compile_column(const Rule& rule, const ColumnContext& context) {
    Column column;
    std::vector<std::string> faults;
    if (!rule.constant) {
        auto path = Path::compile(rule.path, context.format);
        if (path) {
            column.path = *std::move(path);
        } else {
            faults.push_back(path.error().text);
        }
    }
    const bool is_identifier = contains(context.identifier_fields, rule.field);
    for (std::string& fault : rule_faults(rule, column.path, is_identifier)) {
        faults.push_back(std::move(fault));
    }
    add_literals(column, rule, context, faults);
    if (!faults.empty()) {
        for (std::string& fault : faults) {
            fault.insert(0, rule.field + ": ");
        }
        return faults;
    }
    column.kind = kind_of(rule, column.path, context);
    column.field = rule.field;
    column.path_text = rule.path;
    column.cast = rule.cast;
    column.hash = rule.hash;
    column.separator = rule.join.value_or("");
    column.is_empty_missing = context.format == Format::csv;
    if (column.kind == Column::Kind::object) {
        column.flat = FlatObject{
            {.include = rule.include,
             .exclude = rule.exclude,
             .elsewhere = elsewhere(rule, context.all_fields),
             .join = rule.join}};
    }
    return column;
}

std::uint32_t promised_type(const Column& column, Format format) {
    if (column.kind == Column::Kind::constant) {
        return column.constant.type;
    }
    const bool is_cell = format == Format::csv && !column.path.is_root();
    const bool is_text = column.kind == Column::Kind::joined || is_cell;
    std::uint32_t type = is_text ? SLUICE_T_STR : SLUICE_T_ABSENT;
    if (column.hash != Hash::none || column.cast == Cast::string) {
        type = SLUICE_T_STR;
    } else if (column.cast == Cast::number || column.cast == Cast::integer) {
        type = SLUICE_T_NUMBER;
    } else if (column.cast == Cast::boolean) {
        type = SLUICE_T_BOOL;
    }
    if (column.kind == Column::Kind::object || column.kind == Column::Kind::list) {
        type = SLUICE_T_JSON;
    }
    // A default of another type makes the slot be of either.
    const bool fits =
        !column.fallback || is_nothing(*column.fallback) || column.fallback->type == type;
    return fits ? type : std::uint32_t{SLUICE_T_ABSENT};
}

}  // namespace host
