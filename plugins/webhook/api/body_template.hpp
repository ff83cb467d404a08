// The JSON body of one record. Parsed by settings, once; rendered for each record; pure, any
// thread.
//
//     body: fields                                 {"tier":"gold","points":1.10}
//     body: { user: "{{crm_id}}", is: { tier: "{{tier}}", text: "Hello {{name}}" } }
//
// A text that is one placeholder becomes the field's value with its type, any other text stays a
// text. What the pipeline file writes is the structure; records fill in values alone.
#pragma once

#include "webhook/api/placeholders.hpp"

#include <sluice/outcome.hpp>
#include <sluice/result.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webhook {

struct BodyNode {
    enum class Kind : std::uint8_t {
        json,    // `text` as it stands
        value,   // the one piece, with its type
        text,    // the pieces as one string
        object,  // `names` (as JSON strings) and `children`
        array,   // `children`
        fields,  // every mapped field by its name; members of field.* beside them
    };
    Kind kind = Kind::json;
    std::string text;
    Pieces pieces;
    std::vector<std::string> names;
    std::vector<BodyNode> children;
};

// `body`: "fields", or the text of a JSON object or array. names[j] is the name of slot j, "*" for
// the members of an object. The error is a sentence that says where.
sluice::Result<BodyNode, std::string>
parse_body(std::string_view body, std::span<const std::string> names);

// Appends the body on one line. A member whose value is a placeholder of an absent field is left
// out. Gives the rejection of a record that has no such JSON.
std::optional<sluice::Outcome>
append_body(std::string& out, const BodyNode& body, const RecordView& record);

}  // namespace webhook
