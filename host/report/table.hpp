// A small table of aligned text for people. Used by the summary and the list commands. A value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace host {

enum class Align : std::uint8_t { left, right };

struct TableColumn {
    std::string header;
    Align align = Align::left;
};

class Table {
public:
    explicit Table(std::vector<TableColumn> columns) : columns_{std::move(columns)} {}

    // Missing cells are empty, surplus ones are left out.
    void row(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }

    // Header, rows, two spaces between columns, no space at a line's end; each line ends with a
    // newline. Control characters in cells become spaces, so that no value can break the table or
    // steer the terminal.
    std::string text() const;

private:
    std::vector<TableColumn> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace host
