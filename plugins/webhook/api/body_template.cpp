#include "webhook/api/body_template.hpp"

#include "webhook/api/field_json.hpp"
#include "webhook/api/slot_fault.hpp"

#include <sluice/text.hpp>
#include <sluice/text/json_text.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace webhook {

namespace {

namespace json = boost::json;
using sluice::Outcome;
using Names = std::span<const std::string>;
using Kind = BodyNode::Kind;
using Parsed = sluice::Result<BodyNode, std::string>;

std::string json_string(std::string_view text) {
    std::string out;
    sluice::append_json_string(out, text);
    return out;
}

// The mapped names as JSON strings, and which of them is the object whose members stand beside
// them.
BodyNode fields_node(Names names) {
    BodyNode node;
    node.kind = Kind::fields;
    for (std::size_t slot = 0; slot < names.size(); ++slot) {
        node.names.push_back(names[slot] == "*" ? "" : json_string(names[slot]));
    }
    return node;
}

Parsed parse_text(std::string_view text, Names names) {
    auto pieces = parse_placeholders(text, names);
    if (!pieces) {
        return std::move(pieces).error();
    }
    BodyNode node;
    const bool is_one = pieces->size() == 1;
    if (!has_placeholders(*pieces)) {
        node.text = json_string(text);
        return node;
    }
    node.kind = is_one ? Kind::value : Kind::text;
    node.pieces = *std::move(pieces);
    return node;
}

Parsed parse_node(const json::value& value, Names names);

std::optional<std::string>
add_child(BodyNode& node, const json::value& value, Names names, std::string_view where) {
    auto child = parse_node(value, names);
    if (!child) {
        return std::string{where} + ": " + child.error();
    }
    node.children.push_back(*std::move(child));
    return std::nullopt;
}

Parsed parse_object(const json::object& object, Names names) {
    BodyNode node;
    node.kind = Kind::object;
    for (const auto& member : object) {
        const std::string name{member.key().data(), member.key().size()};
        if (name.find("{{") != std::string::npos) {
            return "expected a member's name without placeholders, found '" + name + "'";
        }
        if (auto fault = add_child(node, member.value(), names, name)) {
            return *std::move(fault);
        }
        node.names.push_back(json_string(name));
    }
    return node;
}

Parsed parse_array(const json::array& array, Names names) {
    BodyNode node;
    node.kind = Kind::array;
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (auto fault = add_child(node, array[i], names, std::to_string(i))) {
            return *std::move(fault);
        }
    }
    return node;
}

Parsed parse_node(const json::value& value, Names names) {
    if (const json::object* const object = value.if_object()) {
        return parse_object(*object, names);
    }
    if (const json::array* const array = value.if_array()) {
        return parse_array(*array, names);
    }
    if (const json::string* const text = value.if_string()) {
        return parse_text({text->data(), text->size()}, names);
    }
    BodyNode node;
    node.text = json::serialize(value);
    return node;
}

bool is_left_out(const BodyNode& node, const RecordView& record) {
    return node.kind == Kind::value && node.pieces.front().kind == Piece::Kind::field &&
           record.values[node.pieces.front().slot].type == SLUICE_T_ABSENT;
}

std::optional<Outcome>
append_value(std::string& out, const Piece& piece, const RecordView& record) {
    switch (piece.kind) {
    case Piece::Kind::field:
        return append_json(out, record.values[piece.slot], piece.slot);
    case Piece::Kind::attempt:
        return append_text(out, piece, record);
    default: {
        std::string text;
        auto fault = append_text(text, piece, record);
        sluice::append_json_string(out, text);
        return fault;
    }
    }
}

std::optional<Outcome>
append_pieces(std::string& out, const Pieces& pieces, const RecordView& record) {
    std::string text;
    for (const Piece& piece : pieces) {
        if (auto fault = append_text(text, piece, record)) {
            return fault;
        }
    }
    sluice::append_json_string(out, text);
    return std::nullopt;
}

void append_separator(std::string& out, char opening) {
    if (out.back() != opening) {
        out += ',';
    }
}

// Members of field.* that the mapping does not name itself.
std::optional<Outcome>
append_members(std::string& out, const BodyNode& body, const RecordView& record, std::size_t slot) {
    const sluice_value& value = record.values[slot];
    if (value.type == SLUICE_T_ABSENT || value.type == SLUICE_T_NULL) {
        return std::nullopt;
    }
    const std::string_view text = sluice::to_view(value);
    const bool is_object =
        value.type == SLUICE_T_JSON && for_each_member(text, [&](auto name, auto member) {
            const std::string written = json_string(name);
            if (std::find(body.names.begin(), body.names.end(), written) == body.names.end()) {
                append_separator(out, '{');
                out += written + ':';
                append_on_one_line(out, member);
            }
        });
    if (is_object) {
        return std::nullopt;
    }
    return slot_fault(
        sluice::Reason::invalid_field,
        "not_an_object",
        "expected a JSON object for field.*, found something else",
        slot
    );
}

std::optional<Outcome>
append_fields(std::string& out, const BodyNode& body, const RecordView& record) {
    out += '{';
    for (std::size_t slot = 0; slot < body.names.size(); ++slot) {
        std::optional<Outcome> fault;
        if (body.names[slot].empty()) {
            fault = append_members(out, body, record, slot);
        } else if (record.values[slot].type != SLUICE_T_ABSENT) {
            append_separator(out, '{');
            out += body.names[slot] + ':';
            fault = append_json(out, record.values[slot], slot);
        }
        if (fault) {
            return fault;
        }
    }
    out += '}';
    return std::nullopt;
}

std::optional<Outcome>
append_children(std::string& out, const BodyNode& body, const RecordView& record) {
    const bool is_object = body.kind == Kind::object;
    const char opening = is_object ? '{' : '[';
    out += opening;
    for (std::size_t i = 0; i < body.children.size(); ++i) {
        if (is_object && is_left_out(body.children[i], record)) {
            continue;
        }
        append_separator(out, opening);
        if (is_object) {
            out += body.names[i];
            out += ':';
        }
        if (auto fault = append_body(out, body.children[i], record)) {
            return fault;
        }
    }
    out += is_object ? '}' : ']';
    return std::nullopt;
}

}  // namespace

Parsed parse_body(std::string_view body, Names names) {
    if (body == "fields") {
        return fields_node(names);
    }
    json::error_code error;
    const json::value value = json::parse({body.data(), body.size()}, error);
    if (error || !(value.is_object() || value.is_array())) {
        return std::string{"expected fields, or a map or list that is the JSON to send, found "
                           "something else"};
    }
    return parse_node(value, names);
}

std::optional<Outcome>
append_body(std::string& out, const BodyNode& body, const RecordView& record) {
    switch (body.kind) {
    case Kind::json:
        out += body.text;
        return std::nullopt;
    case Kind::value:
        return append_value(out, body.pieces.front(), record);
    case Kind::text:
        return append_pieces(out, body.pieces, record);
    case Kind::fields:
        return append_fields(out, body, record);
    default:
        return append_children(out, body, record);
    }
}

}  // namespace webhook
