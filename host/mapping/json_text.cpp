#include "host/mapping/json_text.hpp"

#include "host/mapping/members.hpp"
#include "host/mapping/slot.hpp"

#include <array>
#include <vector>

namespace host {
namespace {

// 0: as it is. 'u': as \u00XX. Else the letter behind the backslash.
constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) {
        table[c] = 'u';
    }
    table['"'] = '"';
    table['\\'] = '\\';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['\b'] = 'b';
    table['\f'] = 'f';
    return table;
}();

void append_escape(std::string& out, unsigned char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '\\';
    out += escapes[c];
    if (escapes[c] == 'u') {
        out += "00";
        out += digits[c >> 4U];
        out += digits[c & 15U];
    }
}

void append_array(std::string& out, const Document& document, const Node& array) {
    const Node* nodes = document.nodes().data();
    const Node* end = nodes + array.next;
    out += '[';
    for (const Node* child = &array + 1; child != end; child = nodes + child->next) {
        if (child != &array + 1) {
            out += ',';
        }
        append_json(out, document, *child);
    }
    out += ']';
}

void append_object(std::string& out, const Document& document, const Node& object) {
    const Node* nodes = document.nodes().data();
    const Node* end = nodes + object.next;
    std::vector<Member> members;
    for (const Node* child = &object + 1; child != end; child = nodes + child->next) {
        members.push_back({.name = child->key, .node = child});
    }
    keep_last_of_each_name(members);
    out += '{';
    for (const Member& member : members) {
        if (&member != members.data()) {
            out += ',';
        }
        append_json_string(out, member.name);
        out += ':';
        append_json(out, document, *member.node);
    }
    out += '}';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (escapes[c] != 0) {
            out.append(text, from, i - from);
            append_escape(out, c);
            from = i + 1;
        }
    }
    out.append(text, from);
    out += '"';
}

void append_json(std::string& out, const Document& document, const Node& node) {
    switch (node.kind) {
    case Node::Kind::array:
        append_array(out, document, node);
        break;
    case Node::Kind::object:
        append_object(out, document, node);
        break;
    default:
        append_json(out, literal_slot(node));
        break;
    }
}

void append_json(std::string& out, const sluice_value& slot) {
    if (is_nothing(slot)) {
        out += "null";
    } else if (slot.type == SLUICE_T_STR) {
        append_json_string(out, slot_text(slot));
    } else {
        out += slot_text(slot);
    }
}

std::size_t append_joined(
    std::string& out, const Document& document, const Node& array, std::string_view separator
) {
    const Node* nodes = document.nodes().data();
    const Node* end = nodes + array.next;
    std::size_t taken = 0;
    for (const Node* child = &array + 1; child != end; child = nodes + child->next) {
        if (child->kind == Node::Kind::null) {
            continue;
        }
        out += taken++ == 0 ? std::string_view{} : separator;
        append_plain(out, document, *child);
    }
    return taken;
}

void append_plain(std::string& out, const Document& document, const Node& node) {
    if (is_literal(node)) {
        out += node.text;
    } else {
        append_json(out, document, node);
    }
}

}  // namespace host
