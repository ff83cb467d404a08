#include "body.hpp"

#include "json.hpp"

#include <sluice/outcomes.hpp>
#include <sluice/text.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace {

sluice::Outcome refused(sluice::Reason reason, std::size_t slot, std::string message) {
    return sluice::rejected(
        {.reason = reason,
         .code = "bad_value",
         .message = std::move(message),
         .field = static_cast<std::int32_t>(slot)}
    );
}

template <class Number>
void append_number(std::string& to, Number number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    to.append(text.data(), end);
}

// NUMBER and JSON come as text; `first` is what it may begin with.
bool append_json(std::string& to, std::string_view text, std::string_view first) {
    const bool is_sound =
        !text.empty() && first.find(text.front()) != std::string_view::npos && json::is_valid(text);
    to += is_sound ? text : std::string_view{};
    return is_sound;
}

// False for what has no form in JSON.
bool append_value(std::string& to, const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_NULL:
        to += "null";
        return true;
    case SLUICE_T_BOOL:
        to += value.u.i != 0 ? "true" : "false";
        return true;
    case SLUICE_T_I64:
    case SLUICE_T_TIME_US:
        append_number(to, value.u.i);
        return true;
    case SLUICE_T_F64:
        if (!std::isfinite(value.u.d)) {
            return false;
        }
        append_number(to, value.u.d);
        return true;
    case SLUICE_T_STR:
        return json::append_string(to, sluice::to_view(value));
    case SLUICE_T_NUMBER:
        return append_json(to, sluice::to_view(value), "-0123456789");
    case SLUICE_T_JSON:
        return append_json(to, sluice::to_view(value), "{[\"-0123456789tfn");
    default:
        return false;
    }
}

bool append_object(std::string& to, const sluice_value& value) {
    if (value.type == SLUICE_T_ABSENT || value.type == SLUICE_T_NULL) {
        to += "{}";
        return true;
    }
    return value.type == SLUICE_T_JSON && append_json(to, sluice::to_view(value), "{");
}

// The slot at fault; none if all went well.
std::optional<std::size_t>
append_attributes(std::string& to, const Fields& fields, const sluice::Record& record) {
    std::string_view separator = "{";
    for (std::size_t slot = 0; slot < fields.names.size(); ++slot) {
        const std::string_view name = fields.names[slot];
        if (name == all_attributes) {
            return append_object(to, record[slot]) ? std::nullopt : std::optional{slot};
        }
        if (slot == fields.id || record[slot].type == SLUICE_T_ABSENT) {
            continue;
        }
        to += separator;
        separator = ",";
        if (!json::append_string(to, attribute_name(name))) {
            return slot;
        }
        to += ':';
        if (!append_value(to, record[slot])) {
            return slot;
        }
    }
    to += separator == "{" ? "{}" : "}";
    return std::nullopt;
}

}  // namespace

sluice::Result<std::string, sluice::Outcome>
body_of(const Fields& fields, const sluice::Record& record) {
    if (record.op() != SLUICE_OP_UPSERT) {
        return refused(
            sluice::Reason::invalid_field, fields.id, "expected an upsert, found another operation"
        );
    }
    if (record.values().size() != fields.names.size()) {
        return refused(
            sluice::Reason::internal, 0, "expected as many values as fields were mapped"
        );
    }
    const sluice_value& id = record[fields.id];
    const bool is_text = id.type == SLUICE_T_STR;
    if (id.type == SLUICE_T_ABSENT || id.type == SLUICE_T_NULL || (is_text && id.len == 0)) {
        return refused(sluice::Reason::missing_field, fields.id, "expected an id, found none");
    }
    std::string body = R"({"id":)";
    if (!is_text || !json::append_string(body, sluice::to_view(id))) {
        return refused(sluice::Reason::invalid_field, fields.id, "expected id to be UTF-8 text");
    }
    body += R"(,"attributes":)";
    if (const auto slot = append_attributes(body, fields, record)) {
        return refused(
            sluice::Reason::invalid_field,
            *slot,
            "expected a value that JSON has: UTF-8 text, a finite number, true, false, null; an "
            "object for attributes.*"
        );
    }
    body += '}';
    return body;
}
