// A CSV row with its header: as a Document, and as a line of JSON that stands alone. Used by the
// CSV source, on the host thread. Pure.
#pragma once

#include "host/record/arena.hpp"
#include "host/record/document.hpp"
#include "host/record/problem.hpp"
#include "host/source/csv_scanner.hpp"

#include <sluice/result.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

using CsvHeader = std::vector<std::string>;  // the columns' names

// Each name once, none empty, in UTF-8. The problem says which column is at fault.
sluice::Result<CsvHeader, Problem>
csv_header(std::string_view text, std::span<const CsvField> fields);

// One string member per column; views into `text`, into `header` and, for fields with doubled
// quotes, into `arena`. There must be as many fields as names.
void csv_document(
    std::string_view text,
    std::span<const CsvField> fields,
    const CsvHeader& header,
    Arena& arena,
    Document& document
);

// {"column":"value",...} in the order of the columns; nothing if the text is not one row of that
// header.
std::optional<std::string> csv_as_json(std::string_view text, const CsvHeader& header);

}  // namespace host
