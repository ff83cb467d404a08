// The values that a document has for one column. Used by Mapping per record, on the host thread.
#pragma once

#include "host/digest/sha256.hpp"
#include "host/mapping/column.hpp"
#include "host/record/arena.hpp"
#include "host/record/document.hpp"
#include "host/record/rejection.hpp"

#include <sluice/destination.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace host {

// Keeps its scratch over records, so that only the arena is written to.
class ColumnReader {
public:
    using Fault = std::optional<Rejection>;

    // Fills `slot`, whose texts live in the arena, in what the document views into, or in the
    // column.
    Fault read(Column& column, const Document& document, Arena& arena, sluice_value& slot);

    // For identifiers alone: the different values behind each other in `slots`, at least one.
    Fault read_several(
        const Column& column,
        const Document& document,
        Arena& arena,
        std::vector<sluice_value>& slots
    );

private:
    Fault
    read_single(const Column& column, const Document& document, Arena& arena, sluice_value& slot);
    Fault
    read_joined(const Column& column, const Document& document, Arena& arena, sluice_value& slot);
    Fault
    read_list(const Column& column, const Document& document, Arena& arena, sluice_value& slot);
    Fault read_object(Column& column, const Document& document, Arena& arena, sluice_value& slot);
    sluice_value as_slot(const Document& document, const Node& node, Arena& arena);
    Fault finish(const Column& column, Arena& arena, sluice_value& slot);
    bool is_new(std::string_view text, const std::vector<sluice_value>& slots);

    Sha256 sha_;
    std::vector<const Node*> found_;
    std::string text_;
    std::unordered_set<std::string_view> seen_;
};

}  // namespace host
