#include "host/source/csv_columns.hpp"

#include "host/source/csv_row_reader.hpp"
#include "host/source/opened_input.hpp"
#include "host/source/source.hpp"

#include <utility>

namespace host {

sluice::Result<CsvHeader, Problem> csv_columns(const std::string& path) {
    auto input = open_input(path);
    if (!input) {
        return std::move(input).error();
    }
    CsvRowReader rows{input->buffer, 1, max_line_bytes};
    CsvRow row;
    if (rows.next(row) != CsvRowReader::Take::row) {
        return Problem{"expected a header row that names the columns in " + path + ", found none"};
    }
    return csv_header(row.text, rows.fields());
}

}  // namespace host
