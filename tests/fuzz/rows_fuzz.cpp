// Texts, one per line, as a row of the file plugin: the host's own CSV reader gives them back, and
// NDJSON is one line of JSON. A byte before each text says what it is.
#include "file/api/csv_row.hpp"
#include "file/api/ndjson_row.hpp"
#include "file/api/row_ends.hpp"
#include "host/source/csv_row.hpp"
#include "host/source/csv_scanner.hpp"
#include "tests/fuzz/expect.hpp"

#include <boost/json/parse.hpp>

#include <string>
#include <vector>

namespace {

using file::Formulas;

struct Cell {
    sluice_value value{};
    std::string csv;  // as a reader must give it
};

Cell cell(std::string_view text, Formulas formulas) {
    Cell made;
    const char kind = text.empty() ? 'n' : text.front();
    const std::string_view rest = text.substr(text.empty() ? 0 : 1);
    if (kind == 'n' || kind == 'a') {
        made.value.type = kind == 'n' ? SLUICE_T_NULL : SLUICE_T_ABSENT;
        return made;
    }
    made.value.type = kind == 'j' ? SLUICE_T_JSON : SLUICE_T_STR;
    made.value.len = static_cast<std::uint32_t>(rest.size());
    made.value.u.s = rest.data();
    const bool is_formula =
        !rest.empty() && std::string_view{"=+-@\t\r"}.find(rest.front()) != std::string_view::npos;
    made.csv = (formulas == Formulas::disarm && is_formula ? "'" : "") + std::string{rest};
    return made;
}

// Texts are parted by 0x1E, so that they may hold line feeds.
std::vector<Cell> cells_of(std::string_view text, Formulas formulas) {
    std::vector<Cell> cells;
    do {
        cells.push_back(cell(fuzz::take_until(text, '\x1E'), formulas));
    } while (!text.empty() && cells.size() < 40);
    return cells;
}

file::RowPlan plan_of(std::size_t columns, bool has_op) {  // NOLINT: the bool is the plan's
    file::RowPlan plan;
    plan.has_op = has_op;
    for (std::size_t i = 0; i < columns; ++i) {
        plan.names.push_back("c" + std::to_string(i));
        plan.slots.push_back(i);
    }
    return plan;
}

void expect_csv_reads_back(
    const std::string& row, const file::RowPlan& plan, const std::vector<Cell>& cells
) {
    host::CsvScanner scanner;
    scanner.begin();
    fuzz::expect(scanner.scan(row, true) == host::CsvScanner::Found::row, "a row is a row");
    fuzz::expect(scanner.size() == row.size(), "a row ends where it ends");
    const std::size_t before = plan.has_op ? 1 : 0;
    fuzz::expect(scanner.fields().size() == cells.size() + before, "a row has all columns");
    const host::CsvHeader header(cells.size() + before, "column");
    host::Arena arena;
    host::Document document;
    host::csv_document(row, scanner.fields(), header, arena, document);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].value.type != SLUICE_T_JSON) {
            fuzz::expect(
                document.nodes()[1 + before + i].text == cells[i].csv, "a field reads as it stood"
            );
        }
    }
}

void expect_one_json_line(const std::string& row, const std::vector<Cell>& cells) {
    fuzz::expect(row.find('\n') == row.size() - 1, "a record is one line");
    boost::json::error_code error;
    boost::json::parse_options options;
    options.max_depth = 300;
    const auto parsed = boost::json::parse(row, error, {}, options);
    fuzz::expect(!error && parsed.is_object(), "a record is a JSON object");
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto* const member = parsed.get_object().if_contains("c" + std::to_string(i));
        fuzz::expect(
            (member == nullptr) == (cells[i].value.type == SLUICE_T_ABSENT), "absent is absent"
        );
        if (cells[i].value.type == SLUICE_T_STR) {
            const std::string_view text{cells[i].value.u.s, cells[i].value.len};
            fuzz::expect(member->is_string() && member->get_string() == text, "a text is itself");
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const Formulas formulas = (data[0] & 1U) != 0 ? Formulas::disarm : Formulas::leave;
    const auto cells = cells_of(fuzz::as_text(data + 1, size - 1), formulas);
    const file::RowPlan plan = plan_of(cells.size(), (data[0] & 2U) != 0);
    std::vector<sluice_value> values;
    for (const Cell& each : cells) {
        values.push_back(each.value);
    }
    const file::RowInput record{.values = values, .id = "id"};
    std::string csv;
    if (!file::append_csv_row(csv, plan, record, formulas)) {
        expect_csv_reads_back(csv, plan, cells);
        file::RowEnds ends{file::Format::csv};
        ends.read(csv);
        fuzz::expect(ends.end() == csv.size(), "a whole row is not cut");
        file::RowEnds torn{file::Format::csv};
        torn.read(std::string_view{csv}.substr(0, csv.size() - 1));
        fuzz::expect(torn.end() == 0, "a torn row is cut from its beginning");
    } else {
        fuzz::expect(csv.empty(), "a fault leaves nothing behind");
    }
    std::string ndjson;
    if (!file::append_ndjson_row(ndjson, plan, record)) {
        expect_one_json_line(ndjson, cells);
    } else {
        fuzz::expect(ndjson.empty(), "a fault leaves nothing behind");
    }
    return 0;
}
