// Text with placeholders, as URLs and bodies are written in a pipeline file. Parsed by settings,
// once; rendered for each record; pure, any thread.
//
//     https://api.example.com/users/{{crm_id}}?tier={{tier}}
//
//     {{tier}}        the field that the mapping calls field.tier
//     {{$id}}         the record's idempotency key
//     {{$op}}         upsert or delete
//     {{$attempt}}    1 at the first
#pragma once

#include "webhook/api/record_view.hpp"

#include <sluice/outcome.hpp>
#include <sluice/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace webhook {

struct Piece {
    enum class Kind : std::uint8_t { text, field, id, op, attempt };
    Kind kind = Kind::text;
    std::string text;      // of text, as it stands
    std::size_t slot = 0;  // of field
};

using Pieces = std::vector<Piece>;

// names[j] is the name of slot j. The error is a sentence: an unknown name with the one that was
// probably meant, or braces that are not closed. A "{{" that is no placeholder cannot be written.
sluice::Result<Pieces, std::string>
parse_placeholders(std::string_view text, std::span<const std::string> names);

// Is there anything but text?
bool has_placeholders(const Pieces& pieces);

// Appends what a placeholder stands for, as text: "" for an absent or null field. Gives the
// rejection of a record whose field is no text: an object, a list, bytes, no UTF-8.
std::optional<sluice::Outcome>
append_text(std::string& out, const Piece& piece, const RecordView& record);

}  // namespace webhook
