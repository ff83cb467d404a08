#include "webhook/api/field_json.hpp"

#include "webhook/api/slot_fault.hpp"

#include <sluice/text.hpp>
#include <sluice/text/json_text.hpp>
#include <sluice/text/slot_text.hpp>
#include <sluice/text/utf8.hpp>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <array>

namespace webhook {

namespace {

namespace json = boost::json;
using sluice::Outcome;
using sluice::SlotText;

constexpr std::string_view blanks = " \t\r\n";

// What the whole of `text` is as JSON; none if it is not.
std::optional<json::kind> kind_of(std::string_view text) {
    std::array<unsigned char, 4096> room{};
    json::monotonic_resource memory{room.data(), room.size()};
    json::error_code error;
    const json::value value = json::parse({text.data(), text.size()}, error, &memory);
    return error ? std::nullopt : std::optional{value.kind()};
}

bool is_number(json::kind kind) {
    return kind == json::kind::int64 || kind == json::kind::uint64 || kind == json::kind::double_;
}

Outcome not_json(std::size_t slot, std::string_view expected) {
    return slot_fault(sluice::Reason::invalid_field, "not_json", expected, slot);
}

// Where the value that begins `text` ends, of valid JSON.
std::size_t value_size(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            i += c == '\\' ? 1U : 0U;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':')) {
            return i;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return text.size();
}

std::string_view trimmed_json(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Takes the value that begins `text`, and the separator after it.
std::string_view take_value(std::string_view& text) {
    const std::size_t size = value_size(text);
    const std::string_view value = trimmed_json(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
    return value;
}

std::optional<Outcome>
append_scalar(std::string& out, const sluice_value& value, std::size_t slot) {
    const SlotText text{value};
    if (text.kind() != SlotText::Kind::text) {
        return slot_fault(
            sluice::Reason::invalid_field,
            "not_text",
            "expected a value that JSON has, found bytes, an infinite number or another type",
            slot
        );
    }
    if (value.type == SLUICE_T_TIME_US) {
        sluice::append_json_string(out, text.text());
    } else {
        out += text.text();
    }
    return std::nullopt;
}

}  // namespace

void append_on_one_line(std::string& out, std::string_view json) {
    for (const char c : json) {
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
}

std::optional<Outcome> append_json(std::string& out, const sluice_value& value, std::size_t slot) {
    const std::string_view text = sluice::to_view(value);
    switch (value.type) {
    case SLUICE_T_ABSENT:
    case SLUICE_T_NULL:
        out += "null";
        return std::nullopt;
    case SLUICE_T_STR:
        if (!sluice::is_utf8(text)) {
            return not_utf8(slot);
        }
        sluice::append_json_string(out, text);
        return std::nullopt;
    case SLUICE_T_JSON:
        if (!kind_of(text)) {
            return not_json(slot, "expected JSON, found something else");
        }
        append_on_one_line(out, trimmed_json(text));
        return std::nullopt;
    case SLUICE_T_NUMBER: {
        const auto kind = kind_of(text);
        if (!kind || !is_number(*kind)) {
            return not_json(slot, "expected a number as JSON writes it, found something else");
        }
        out += trimmed_json(text);
        return std::nullopt;
    }
    default:
        return append_scalar(out, value, slot);
    }
}

bool for_each_member(
    std::string_view object,
    const std::function<void(std::string_view name, std::string_view value)>& member
) {
    if (kind_of(object) != json::kind::object) {
        return false;
    }
    std::string_view rest = trimmed_json(object);
    rest = rest.substr(1, rest.size() - 2);
    while (!trimmed_json(rest).empty()) {
        const std::string_view name = take_value(rest);
        const std::string_view value = take_value(rest);
        const json::value decoded = json::parse({name.data(), name.size()});
        const json::string& text = decoded.get_string();
        member({text.data(), text.size()}, value);
    }
    return true;
}

}  // namespace webhook
