#include "webhook/api/placeholders.hpp"

#include "webhook/api/slot_fault.hpp"

#include <sluice/text/nearest_name.hpp>
#include <sluice/text/slot_text.hpp>

#include <algorithm>

namespace webhook {

namespace {

using sluice::SlotText;

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string unknown(std::string_view name, std::span<const std::string> names) {
    std::vector<std::string_view> candidates{names.begin(), names.end()};
    candidates.insert(candidates.end(), {"$id", "$op", "$attempt"});
    const std::string_view nearest = sluice::nearest_name(name, candidates);
    std::string sentence =
        "expected a mapped field, $id, $op or $attempt between {{ and }}, found '" +
        std::string{name} + "'";
    return nearest.empty() ? sentence + "; map field." + std::string{name}
                           : sentence + "; did you mean " + std::string{nearest} + "?";
}

sluice::Result<Piece, std::string>
placeholder(std::string_view name, std::span<const std::string> names) {
    Piece piece;
    if (name == "$id") {
        piece.kind = Piece::Kind::id;
    } else if (name == "$op") {
        piece.kind = Piece::Kind::op;
    } else if (name == "$attempt") {
        piece.kind = Piece::Kind::attempt;
    } else {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            return unknown(name, names);
        }
        piece.kind = Piece::Kind::field;
        piece.slot = static_cast<std::size_t>(found - names.begin());
    }
    return piece;
}

void append_literal(Pieces& pieces, std::string_view text) {
    if (!text.empty()) {
        pieces.push_back({.kind = Piece::Kind::text, .text = std::string{text}, .slot = 0});
    }
}

}  // namespace

sluice::Result<Pieces, std::string>
parse_placeholders(std::string_view text, std::span<const std::string> names) {
    Pieces pieces;
    for (;;) {
        const std::size_t begin = text.find(opening);
        append_literal(pieces, text.substr(0, begin));
        if (begin == std::string_view::npos) {
            return pieces;
        }
        text.remove_prefix(begin + opening.size());
        const std::size_t end = text.find(closing);
        if (end == std::string_view::npos) {
            return std::string{"expected }} after {{, found the end of the text"};
        }
        auto piece = placeholder(trimmed(text.substr(0, end)), names);
        if (!piece) {
            return std::move(piece).error();
        }
        pieces.push_back(*std::move(piece));
        text.remove_prefix(end + closing.size());
    }
}

bool has_placeholders(const Pieces& pieces) {
    return std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.kind != Piece::Kind::text;
    });
}

std::optional<sluice::Outcome>
append_text(std::string& out, const Piece& piece, const RecordView& record) {
    switch (piece.kind) {
    case Piece::Kind::text:
        out += piece.text;
        return std::nullopt;
    case Piece::Kind::id:
        out += record.id;
        return std::nullopt;
    case Piece::Kind::op:
        out += record.op;
        return std::nullopt;
    case Piece::Kind::attempt:
        out += std::to_string(record.attempt);
        return std::nullopt;
    case Piece::Kind::field:
        break;
    }
    const SlotText slot{record.values[piece.slot]};
    switch (slot.kind()) {
    case SlotText::Kind::not_text:
        return slot_fault(
            sluice::Reason::invalid_field,
            "not_text",
            "expected text, a number, a boolean or a time within a text, found something else",
            piece.slot
        );
    case SlotText::Kind::not_utf8:
        return not_utf8(piece.slot);
    default:
        out += slot.text();
        return std::nullopt;
    }
}

}  // namespace webhook
