#include "host/report/table.hpp"

#include "host/report/text.hpp"

#include <algorithm>

namespace host {
namespace {

constexpr std::size_t gap = 2;

void append_cell(std::string& line, const std::string& cell, std::size_t width, Align align) {
    const std::string padding(width - display_width(cell), ' ');
    if (align == Align::right) {
        line.append(padding).append(cell);
    } else {
        line.append(cell).append(padding);
    }
}

void end_line(std::string& out, std::string line) {
    line.resize(line.find_last_not_of(' ') + 1);
    out.append(line).push_back('\n');
}

}  // namespace

void Table::row(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    for (std::string& cell : cells) {
        cell = printable(cell);
    }
    rows_.push_back(std::move(cells));
}

std::string Table::text() const {
    std::vector<std::size_t> widths;
    std::vector<std::string> headers;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t width = display_width(columns_[i].header);
        for (const auto& cells : rows_) {
            width = std::max(width, display_width(cells[i]));
        }
        widths.push_back(width);
        headers.push_back(columns_[i].header);
    }
    std::string out;
    const auto append_line = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line.append(i == 0 ? 0 : gap, ' ');
            append_cell(line, cells[i], widths[i], columns_[i].align);
        }
        end_line(out, std::move(line));
    };
    append_line(headers);
    for (const auto& cells : rows_) {
        append_line(cells);
    }
    return out;
}

}  // namespace host
