// Slots of a record as JSON, byte for byte as the record has them. Called by the body templates;
// pure, any thread.
#pragma once

#include <sluice/destination.h>
#include <sluice/outcome.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace webhook {

// Appends the slot as one JSON value: text as a string, numbers by their literal text, times as RFC
// 3339, JSON as it stands but on one line, absent as null. Gives the rejection of a record whose
// slot is none of these, or whose JSON is none: it cannot end the value early.
std::optional<sluice::Outcome>
append_json(std::string& out, const sluice_value& value, std::size_t slot);

// Calls `member` with the name, decoded, and the value's text of each member of a JSON object, in
// its order. False if `object` is no JSON object; then nothing was called.
bool for_each_member(
    std::string_view object,
    const std::function<void(std::string_view name, std::string_view value)>& member
);

// Appends valid JSON without its line breaks, which only stand between its values.
void append_on_one_line(std::string& out, std::string_view json);

}  // namespace webhook
