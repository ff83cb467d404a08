// Rows of a CSV file or stream, in bounded memory. Used by the CSV source, on the host thread.
#pragma once

#include "host/source/csv_scanner.hpp"
#include "host/source/input_buffer.hpp"
#include "host/source/line_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace host {

struct CsvRow {
    std::string_view text;     // as it stood, without its line end; valid until the next call
    std::uint64_t number = 0;  // of its first line, from 1
    std::uint64_t end = 0;     // byte offset behind the line end
    std::uint32_t lines = 1;   // that it spans
};

// A row that breaks the syntax or is too long is given up as its first line alone, and reading goes
// on with the line behind that: a quote that was never closed costs one line, not all the rows up
// to the next quote. Blank lines are counted, not given. A byte order mark at the very beginning is
// skipped.
class CsvRowReader {
public:
    enum class Take : std::uint8_t { row, fault, too_long, wait, end, failed };

    // `number`: of the line at input's position, where a row must begin.
    CsvRowReader(InputBuffer& input, std::uint64_t number, std::size_t max_bytes);

    // fault, too_long: `text` is the first line, at most 64 KiB of it.
    Take next(CsvRow& row);

    // Of the row; offsets into its text.
    const std::vector<CsvField>& fields() const { return scanner_.fields(); }

    // Of the last fault: what was expected and found, and where.
    std::string_view fault() const { return scanner_.fault(); }
    std::uint64_t fault_line() const { return fault_line_; }
    std::size_t fault_column() const { return fault_column_; }  // in bytes, from 1

private:
    enum class Step : std::uint8_t { row, again, more };

    Step take_row(CsvRow& row);
    Take pass_over_line(CsvRow& row);
    void give_up(Take why);
    bool is_mark_possible() const;

    InputBuffer* input_;
    LineReader lines_;
    CsvScanner scanner_;
    std::size_t max_bytes_;
    bool ended_ = false;         // the input, not what is unread of it
    bool is_row_given_ = false;  // scanner_ still holds its fields
    // fault or too_long: the line at the input's position is passed over.
    Take giving_up_ = Take::row;
    std::uint64_t fault_line_ = 0;
    std::size_t fault_column_ = 0;
};

}  // namespace host
