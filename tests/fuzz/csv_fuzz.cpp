// Any bytes as a CSV file: split the same however they arrive, kept for replay without a loss, and
// resumed in the middle as if never stopped.
#include "host/source/csv_scanner.hpp"
#include "host/source/json_record.hpp"
#include "host/source/source.hpp"
#include "tests/fuzz/expect.hpp"
#include "tests/fuzz/memory_file.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace {

using Found = host::CsvScanner::Found;

bool is_same(const host::CsvField& a, const host::CsvField& b) {
    return a.begin == b.begin && a.end == b.end && a.has_doubled_quotes == b.has_doubled_quotes;
}

// A row that comes byte by byte is the row that comes at once.
void split_alike(std::string_view text) {
    host::CsvScanner at_once;
    at_once.begin();
    const Found whole = at_once.scan(text, true);
    fuzz::expect(whole != Found::more, "a text that has ended is judged");
    host::CsvScanner in_pieces;
    in_pieces.begin();
    Found found = Found::more;
    for (std::size_t size = 0; found == Found::more && size < text.size(); ++size) {
        found = in_pieces.scan(text.substr(0, size), false);
    }
    if (found == Found::more) {
        found = in_pieces.scan(text, true);
    }
    fuzz::expect(found == whole, "pieces are judged as the whole");
    if (whole == Found::row) {
        fuzz::expect(in_pieces.size() == at_once.size(), "a row has one end");
        fuzz::expect(in_pieces.lines() == at_once.lines(), "a row has one number of lines");
        const auto& a = at_once.fields();
        const auto& b = in_pieces.fields();
        fuzz::expect(
            std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same),
            "a row has one set of fields"
        );
    } else {
        fuzz::expect(in_pieces.fault_at() == at_once.fault_at(), "a fault has one place");
    }
}

struct Row {
    host::Location at;
    std::string payload;
    bool is_rejected = false;
};

// The row, kept as a reject would be, reads as the same members.
void expect_replayable(host::Source& source, const Row& row, const host::Document& document) {
    static host::JsonRecordParser parser;
    const std::string line = source.replayable(row.payload);
    fuzz::expect(line.find('\n') == std::string::npos, "a kept row is one line");
    host::Arena arena;
    host::Document again;
    fuzz::expect(!parser.parse(line, 1, arena, again), "a kept row is a JSON record");
    const auto& a = document.nodes();
    const auto& b = again.nodes();
    fuzz::expect(a.size() == b.size(), "a kept row has all columns");
    for (std::size_t i = 0; i < a.size(); ++i) {
        fuzz::expect(a[i].key == b[i].key && a[i].text == b[i].text, "a kept row has each value");
    }
}

std::vector<Row> rows_from(const fuzz::MemoryFile& file, const host::Location& start) {
    auto source = host::open_source({.path = file.path(), .format = host::Format::csv}, start);
    fuzz::expect(source.has_value(), "a regular file can be opened");
    std::vector<Row> rows;
    host::Record record;
    host::Document document;
    host::Rejection why;
    for (;;) {
        const host::Read read = (*source)->next(record, document, why);
        if (read == host::Read::end || read == host::Read::failed) {
            return rows;  // without a header row it has failed
        }
        fuzz::expect(read != host::Read::wait, "a file never waits");
        rows.push_back({record.at, std::string{record.payload}, read == host::Read::rejected});
        if (read == host::Read::record) {
            expect_replayable(**source, rows.back(), document);
        }
    }
}

void resumed_alike(const fuzz::MemoryFile& file, const std::vector<Row>& rows) {
    if (rows.size() < 2) {
        return;
    }
    const std::size_t done = rows.size() / 2;
    const host::Location& last = rows[done - 1].at;  // the checkpoint goes on behind it
    const auto rest = rows_from(
        file, {.ordinal = last.ordinal + 1, .line = last.line + last.lines, .end = last.end}
    );
    fuzz::expect(rest.size() == rows.size() - done, "what is left is read");
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const Row& a = rest[i];
        const Row& b = rows[done + i];
        fuzz::expect(
            a.payload == b.payload && a.at.end == b.at.end && a.at.ordinal == b.at.ordinal &&
                a.is_rejected == b.is_rejected,
            "a row is read alike after a restart"
        );
        fuzz::expect(a.at.line == b.at.line, "lines are counted alike after a restart");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    split_alike(text.substr(0, 300));  // each byte is scanned from the row's beginning
    const fuzz::MemoryFile file{text};
    const auto rows = rows_from(file, {});
    for (std::size_t i = 1; i < rows.size(); ++i) {
        fuzz::expect(rows[i].at.end > rows[i - 1].at.end, "rows follow each other");
        fuzz::expect(rows[i].at.line > rows[i - 1].at.line, "lines are counted");
    }
    resumed_alike(file, rows);
    return 0;
}
