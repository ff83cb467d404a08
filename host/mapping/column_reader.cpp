#include "host/mapping/column_reader.hpp"

#include "host/mapping/cast.hpp"
#include "host/mapping/json_text.hpp"
#include "host/mapping/mapping.hpp"
#include "host/mapping/slot.hpp"

#include <algorithm>

namespace host {
namespace {

// Up to here looking through the values costs less than a set.
constexpr std::size_t few = 8;

Rejection rejection(const char* code, const Column& column, const std::string& sentence) {
    Rejection why;
    why.code = code;
    why.field = column.field;
    why.message = column.field + " at " + column.path_text + ": " + sentence;
    return why;
}

Rejection bad_cast(const Column& column, const sluice_value& value) {
    std::string sentence = "expected ";
    sentence += name_of(column.cast);
    sentence += ", found ";
    sentence += name_of_slot(value);
    const bool is_same_kind = value.type == SLUICE_T_STR || value.type == SLUICE_T_NUMBER;
    return rejection("bad_cast", column, sentence + (is_same_kind ? " that is none" : ""));
}

Rejection bad_hash(const Column& column) {
    return rejection("bad_type", column, "expected a text to hash, found an array or object");
}

std::string_view name_of(const Node& node) {
    switch (node.kind) {
    case Node::Kind::array:
        return "an array";
    case Node::Kind::object:
        return "an object";
    default:
        return name_of_slot(literal_slot(node));
    }
}

}  // namespace

ColumnReader::Fault
ColumnReader::read(Column& column, const Document& document, Arena& arena, sluice_value& slot) {
    switch (column.kind) {
    case Column::Kind::constant:
        slot = column.constant;
        return std::nullopt;
    case Column::Kind::joined:
        return read_joined(column, document, arena, slot);
    case Column::Kind::list:
        return read_list(column, document, arena, slot);
    case Column::Kind::object:
        return read_object(column, document, arena, slot);
    default:
        return read_single(column, document, arena, slot);
    }
}

ColumnReader::Fault ColumnReader::read_single(
    const Column& column, const Document& document, Arena& arena, sluice_value& slot
) {
    if (const Node* node = column.path.find(document)) {
        slot = as_slot(document, *node, arena);
    }
    return finish(column, arena, slot);
}

ColumnReader::Fault ColumnReader::read_joined(
    const Column& column, const Document& document, Arena& arena, sluice_value& slot
) {
    found_.clear();
    if (column.path.finds_several()) {
        column.path.find_all(document, found_);
    } else if (const Node* node = column.path.find(document)) {
        found_.push_back(node);
    }
    text_.clear();
    std::size_t taken = 0;
    for (const Node* node : found_) {
        if (node->kind == Node::Kind::null) {
            continue;
        }
        if (node->kind == Node::Kind::object) {
            return rejection(
                "bad_type", column, "expected an array or single values to join, found an object"
            );
        }
        const std::size_t size = text_.size();
        text_ += taken == 0 ? std::string_view{} : std::string_view{column.separator};
        if (is_literal(*node)) {
            text_ += node->text;
            ++taken;
        } else if (append_joined(text_, document, *node, column.separator) > 0) {
            ++taken;
        } else {
            text_.resize(size);
        }
    }
    if (taken > 0) {
        slot = text_slot(SLUICE_T_STR, arena.copy(text_));
    }
    return finish(column, arena, slot);
}

ColumnReader::Fault ColumnReader::read_list(
    const Column& column, const Document& document, Arena& arena, sluice_value& slot
) {
    found_.clear();
    column.path.find_all(document, found_);
    if (found_.empty()) {
        slot = column.fallback.value_or(sluice_value{});
        return std::nullopt;
    }
    std::string list{"["};
    for (const Node* node : found_) {
        sluice_value element = as_slot(document, *node, arena);
        if (!is_nothing(element)) {
            if (auto fault = finish(column, arena, element)) {
                return fault;
            }
        }
        list += list.size() > 1 ? "," : "";
        append_json(list, element);
    }
    list += ']';
    slot = text_slot(SLUICE_T_JSON, arena.copy(list));
    return std::nullopt;
}

ColumnReader::Fault ColumnReader::read_object(
    Column& column, const Document& document, Arena& arena, sluice_value& slot
) {
    const Node* node = column.path.find(document);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (node->kind == Node::Kind::null) {
        slot = null_slot();
        return std::nullopt;
    }
    if (node->kind != Node::Kind::object) {
        return rejection(
            "bad_type", column, "expected an object, found " + std::string{name_of(*node)}
        );
    }
    slot = text_slot(SLUICE_T_JSON, column.flat.flatten(document, *node, arena));
    return std::nullopt;
}

ColumnReader::Fault ColumnReader::read_several(
    const Column& column, const Document& document, Arena& arena, std::vector<sluice_value>& slots
) {
    found_.clear();
    slots.clear();
    seen_.clear();
    column.path.find_all(document, found_);
    for (const Node* node : found_) {
        if (node->kind == Node::Kind::null) {
            continue;
        }
        sluice_value value = as_slot(document, *node, arena);
        if (auto fault = finish(column, arena, value)) {
            return fault;
        }
        if (!is_new(slot_text(value), slots)) {
            continue;
        }
        if (slots.size() == max_updates_per_record) {
            return rejection(
                "too_many_values",
                column,
                "expected at most " + std::to_string(max_updates_per_record) +
                    " different values in one record, found more"
            );
        }
        slots.push_back(value);
    }
    if (slots.empty()) {
        slots.push_back(found_.empty() ? sluice_value{} : null_slot());
        return finish(column, arena, slots.front());
    }
    return std::nullopt;
}

bool ColumnReader::is_new(std::string_view text, const std::vector<sluice_value>& slots) {
    if (slots.size() < few) {
        return std::none_of(slots.begin(), slots.end(), [&](const sluice_value& slot) {
            return slot_text(slot) == text;
        });
    }
    if (seen_.empty()) {
        for (const sluice_value& slot : slots) {
            seen_.insert(slot_text(slot));
        }
    }
    return seen_.insert(text).second;
}

sluice_value ColumnReader::as_slot(const Document& document, const Node& node, Arena& arena) {
    if (is_literal(node)) {
        return literal_slot(node);
    }
    std::string json;
    append_json(json, document, node);
    return text_slot(SLUICE_T_JSON, arena.copy(json));
}

// default, cast, sha256.
ColumnReader::Fault ColumnReader::finish(const Column& column, Arena& arena, sluice_value& slot) {
    const bool is_empty =
        column.is_empty_missing && !is_nothing(slot) && slot.len == 0 && slot.type == SLUICE_T_STR;
    if (is_nothing(slot) || (is_empty && column.fallback)) {
        slot = column.fallback.value_or(slot);
        return std::nullopt;
    }
    if (is_empty && column.cast != Cast::none && column.cast != Cast::string) {
        slot = {};
        return std::nullopt;
    }
    if (column.cast != Cast::none) {
        const auto cast = cast_slot(slot, column.cast);
        if (!cast) {
            return bad_cast(column, slot);
        }
        slot = *cast;
    }
    if (column.hash != Hash::none) {
        const auto hash = hash_slot(slot, column.hash, sha_, arena);
        if (!hash) {
            return bad_hash(column);
        }
        slot = *hash;
    }
    return std::nullopt;
}

}  // namespace host
