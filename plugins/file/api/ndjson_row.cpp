#include "file/api/ndjson_row.hpp"

#include "file/api/compact_json.hpp"
#include "file/api/plain_text.hpp"

#include <sluice/outcome.hpp>
#include <sluice/text.hpp>
#include <sluice/text/json_text.hpp>
#include <sluice/text/utf8.hpp>

#include <string_view>

namespace file {

namespace {

constexpr Problem not_json = "expected JSON, found other text";

Problem append_text(std::string& out, std::string_view text) {
    if (!sluice::is_utf8(text)) {
        return "expected UTF-8, found other bytes";
    }
    sluice::append_json_string(out, text);
    return nullptr;
}

Problem append_quoted(std::string& out, const sluice_value& value) {
    out += '"';
    const Problem problem = append_plain_text(out, value);
    out += '"';
    return problem;
}

Problem append_value(std::string& out, const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_NULL:
        out += "null";
        return nullptr;
    case SLUICE_T_STR:
        return append_text(out, sluice::to_view(value));
    case SLUICE_T_BYTES:
    case SLUICE_T_TIME_US:
        return append_quoted(out, value);
    case SLUICE_T_JSON:
        return append_compact_json(out, sluice::to_view(value)) ? nullptr : not_json;
    default:
        return append_plain_text(out, value);
    }
}

void append_name(std::string& out, std::string_view name) {
    if (out.back() != '{') {
        out += ',';
    }
    sluice::append_json_string(out, name);
    out += ':';
}

std::optional<RowFault>
append_columns(std::string& out, const RowPlan& plan, const RowInput& record) {
    for (std::size_t i = 0; i < plan.names.size(); ++i) {
        const sluice_value& value = record.values[plan.slots[i]];
        if (value.type == SLUICE_T_ABSENT) {
            continue;
        }
        append_name(out, plan.names[i]);
        if (const Problem problem = append_value(out, value)) {
            return RowFault{static_cast<std::int32_t>(plan.slots[i]), problem};
        }
    }
    if (!plan.members) {
        return std::nullopt;
    }
    const sluice_value& members = record.values[*plan.members];
    const auto slot = static_cast<std::int32_t>(*plan.members);
    if (members.type == SLUICE_T_ABSENT || members.type == SLUICE_T_NULL) {
        return std::nullopt;
    }
    if (members.type != SLUICE_T_JSON ||
        !append_members(out, sluice::to_view(members), plan.taken)) {
        return RowFault{slot, "expected an object, found something else"};
    }
    return std::nullopt;
}

std::optional<RowFault> append_row(std::string& out, const RowPlan& plan, const RowInput& record) {
    out += '{';
    if (plan.has_op) {
        const std::string_view op = op_name(record.op);
        if (op.empty()) {
            return RowFault{sluice::no_field, "expected an upsert or a delete, found another"};
        }
        append_name(out, "op");
        sluice::append_json_string(out, op);
    }
    if (plan.has_id) {
        append_name(out, "id");
        if (const Problem problem = append_text(out, record.id)) {
            return RowFault{sluice::no_field, problem};
        }
    }
    auto fault = append_columns(out, plan, record);
    out += "}\n";
    return fault;
}

}  // namespace

std::optional<RowFault>
append_ndjson_row(std::string& out, const RowPlan& plan, const RowInput& record) {
    const std::size_t before = out.size();
    auto fault = append_row(out, plan, record);
    if (fault) {
        out.resize(before);
    }
    return fault;
}

}  // namespace file
