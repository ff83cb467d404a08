#include "host/source/csv_source.hpp"

#include "host/source/unreadable.hpp"
#include "host/source/utf8.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

bool has_nul(std::string_view text) {
    return text.find('\0') != std::string_view::npos;
}

std::string columns_fault(std::size_t expected, std::size_t found) {
    return "expected " + std::to_string(expected) + " columns as in the header row, found " +
           std::to_string(found);
}

}  // namespace

CsvSource::CsvSource(OpenedInput input, const Location& start)
    : input_{std::move(input)}, rows_{input_.buffer, 1, max_line_bytes}, start_{start},
      ordinal_{start.ordinal} {}

Read CsvSource::next(Record& record, Document& document, Rejection& why) {
    record.arena.reset();
    record.payload = {};
    record.updates = {};
    document.clear();
    if (header_.empty()) {
        const Read header = read_header();
        if (header != Read::record) {
            return header;
        }
    }
    CsvRow row;
    const CsvRowReader::Take taken = rows_.next(row);
    if (taken == CsvRowReader::Take::wait) {
        return Read::wait;
    }
    if (taken == CsvRowReader::Take::end) {
        return Read::end;
    }
    if (taken == CsvRowReader::Take::failed) {
        return fail(input_.read_error());
    }
    record.at = {.ordinal = ordinal_++, .line = row.number, .end = row.end, .lines = row.lines};
    if (taken == CsvRowReader::Take::row) {
        return give(row, record, document, why);
    }
    const TextPlace place{.line = rows_.fault_line(), .column = rows_.fault_column()};
    why = taken == CsvRowReader::Take::fault ? bad_syntax("bad_csv", place, rows_.fault())
                                             : too_long(row.number);
    record.payload = record.arena.copy(cut_between_characters(row.text, max_rejected_payload));
    return Read::rejected;
}

Read CsvSource::give(const CsvRow& row, Record& record, Document& document, Rejection& why) {
    const auto& fields = rows_.fields();
    const TextPlace place{.line = row.number};
    if (!is_utf8(row.text)) {
        why = bad_utf8(row.number);
    } else if (fields.size() != header_.size()) {
        why = bad_syntax("bad_csv", place, columns_fault(header_.size(), fields.size()));
    } else if (has_nul(row.text)) {
        why = bad_syntax("bad_csv", place, "expected text, found a NUL byte");
    } else {
        record.payload = record.arena.copy(row.text);
        csv_document(record.payload, fields, header_, record.arena, document);
        return Read::record;
    }
    record.payload = record.arena.copy(cut_between_characters(row.text, max_rejected_payload));
    return Read::rejected;
}

Read CsvSource::read_header() {
    CsvRow row;
    switch (rows_.next(row)) {
    case CsvRowReader::Take::wait:
        return Read::wait;
    case CsvRowReader::Take::end:
        return fail(
            "expected a header row that names the columns in " + input_.name + ", found nothing"
        );
    case CsvRowReader::Take::failed:
        return fail(input_.read_error());
    case CsvRowReader::Take::too_long:
        return fail(
            "expected a header row of at most " + std::to_string(max_line_bytes) + " bytes in " +
            input_.name + ", found more"
        );
    case CsvRowReader::Take::fault:
        return fail(input_.name + ", header row: " + std::string{rows_.fault()});
    case CsvRowReader::Take::row:
        break;
    }
    auto header = csv_header(row.text, rows_.fields());
    if (!header) {
        return fail(input_.name + ": " + header.error().text);
    }
    header_ = std::move(*header);
    if (start_.end > input_.buffer.position()) {
        if (!input_.buffer.seek(start_.end)) {
            return fail(input_.read_error());
        }
        rows_ =
            CsvRowReader{input_.buffer, std::max<std::uint64_t>(start_.line, 1), max_line_bytes};
    }
    return Read::record;
}

Read CsvSource::fail(std::string error) {
    error_ = std::move(error);
    return Read::failed;
}

std::string CsvSource::replayable(std::string_view payload) {
    return csv_as_json(payload, header_).value_or(std::string{payload});
}

}  // namespace host
