#include "file/api/csv_row.hpp"

#include "file/api/compact_json.hpp"
#include "file/api/plain_text.hpp"

#include <sluice/outcome.hpp>
#include <sluice/text.hpp>
#include <sluice/text/utf8.hpp>

#include <algorithm>

namespace file {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// What readers would take for something else: separators, quotes, control characters, blanks that
// some trim, and a byte order mark at the beginning of a file.
bool needs_quotes(std::string_view text) {
    return text.empty() || text.front() == ' ' || text.back() == ' ' ||
           text.starts_with(byte_order_mark) || std::any_of(text.begin(), text.end(), [](char c) {
               return c == '"' || c == ',' || static_cast<unsigned char>(c) < 0x20;
           });
}

void append_field(std::string& out, std::string_view text) {
    if (!needs_quotes(text)) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') {
            out += '"';
        }
        out += c;
    }
    out += '"';
}

void append_text(std::string& out, std::string_view text, Formulas formulas) {
    constexpr std::string_view triggers = "=+-@\t\r";
    const bool is_formula = !text.empty() && triggers.find(text.front()) != std::string_view::npos;
    if (formulas == Formulas::disarm && is_formula) {
        append_field(out, "'" + std::string{text});
    } else {
        append_field(out, text);
    }
}

Problem append_value(std::string& out, const sluice_value& value, Formulas formulas) {
    switch (value.type) {
    case SLUICE_T_ABSENT:
    case SLUICE_T_NULL:
        return nullptr;
    case SLUICE_T_STR:
        if (!sluice::is_utf8(sluice::to_view(value))) {
            return "expected UTF-8, found other bytes";
        }
        append_text(out, sluice::to_view(value), formulas);
        return nullptr;
    case SLUICE_T_JSON: {
        std::string compact;
        if (!append_compact_json(compact, sluice::to_view(value))) {
            return "expected JSON, found other text";
        }
        append_text(out, compact, formulas);
        return nullptr;
    }
    default:  // letters, digits and + - . : / = alone, which need no quotes
        return append_plain_text(out, value);
    }
}

void append_comma(std::string& out, std::size_t row) {
    if (out.size() > row) {
        out += ',';
    }
}

std::optional<RowFault>
append_row(std::string& out, const RowPlan& plan, const RowInput& record, Formulas formulas) {
    const std::size_t row = out.size();
    if (plan.has_op) {
        const std::string_view op = op_name(record.op);
        if (op.empty()) {
            return RowFault{sluice::no_field, "expected an upsert or a delete, found another"};
        }
        out += op;
    }
    if (plan.has_id) {
        append_comma(out, row);
        if (!sluice::is_utf8(record.id)) {
            return RowFault{sluice::no_field, "expected an id in UTF-8, found other bytes"};
        }
        append_text(out, record.id, formulas);
    }
    for (std::size_t i = 0; i < plan.slots.size(); ++i) {
        if (i > 0 || plan.has_op || plan.has_id) {
            out += ',';
        }
        const Problem problem = append_value(out, record.values[plan.slots[i]], formulas);
        if (problem != nullptr) {
            return RowFault{static_cast<std::int32_t>(plan.slots[i]), problem};
        }
    }
    if (out.size() == row) {
        out += "\"\"";  // an empty line would be no row
    }
    out += '\n';
    return std::nullopt;
}

}  // namespace

std::string csv_header(const RowPlan& plan, Formulas formulas) {
    std::string header;
    if (plan.has_op) {
        header += "op";
    }
    if (plan.has_id) {
        append_comma(header, 0);
        header += "id";
    }
    for (const std::string& name : plan.names) {
        append_comma(header, 0);
        append_text(header, name, formulas);
    }
    header += '\n';
    return header;
}

std::optional<RowFault>
append_csv_row(std::string& out, const RowPlan& plan, const RowInput& record, Formulas formulas) {
    const std::size_t before = out.size();
    auto fault = append_row(out, plan, record, formulas);
    if (fault) {
        out.resize(before);
    }
    return fault;
}

}  // namespace file
