// JSON text from parts of a document. Used by host/mapping, on the host thread. Pure.
#pragma once

#include "host/record/document.hpp"

#include <sluice/destination.h>

#include <string>
#include <string_view>

namespace host {

// In double quotes; escapes what RFC 8259 says must be, and nothing else.
void append_json_string(std::string& out, std::string_view text);

// A node with all that it holds. Numbers as they stood; of members with the same name the last one.
void append_json(std::string& out, const Document& document, const Node& node);

void append_json(std::string& out, const sluice_value& slot);

// The text of an array's elements with `separator` between, nulls left out; an element that is an
// array or object as its JSON text. Gives how many elements were taken.
std::size_t append_joined(
    std::string& out, const Document& document, const Node& array, std::string_view separator
);

// The same for one element: its text, or its JSON text.
void append_plain(std::string& out, const Document& document, const Node& node);

}  // namespace host
