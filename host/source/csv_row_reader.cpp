#include "host/source/csv_row_reader.hpp"

#include "host/source/line_end.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

// The longest line end, which does not count as text.
constexpr std::size_t line_end_bytes = 2;

}  // namespace

CsvRowReader::CsvRowReader(InputBuffer& input, std::uint64_t number, std::size_t max_bytes)
    : input_{&input}, lines_{input, number, max_bytes}, max_bytes_{max_bytes} {}

CsvRowReader::Take CsvRowReader::next(CsvRow& row) {
    if (is_row_given_) {
        scanner_.begin();
        is_row_given_ = false;
    }
    for (;;) {
        if (giving_up_ != Take::row) {
            return pass_over_line(row);
        }
        const Step step = take_row(row);
        if (step == Step::row) {
            return Take::row;
        }
        if (step == Step::again) {
            continue;
        }
        if (ended_) {
            return Take::end;
        }
        switch (input_->fill()) {
        case InputBuffer::Fill::wait:
            return Take::wait;
        case InputBuffer::Fill::failed:
            return Take::failed;
        case InputBuffer::Fill::end:
            ended_ = true;
            break;
        case InputBuffer::Fill::more:
            break;
        }
    }
}

CsvRowReader::Step CsvRowReader::take_row(CsvRow& row) {
    if (is_mark_possible()) {
        return Step::more;
    }
    if (input_->position() == 0 && input_->unread().starts_with(byte_order_mark)) {
        input_->consume(byte_order_mark.size());
    }
    const std::string_view text = input_->unread();
    if (text.empty()) {
        return Step::more;
    }
    const CsvScanner::Found found = scanner_.scan(text, ended_);
    if (found == CsvScanner::Found::fault) {
        give_up(Take::fault);
        return Step::again;
    }
    const bool is_whole = found == CsvScanner::Found::row;
    if (is_whole ? scanner_.text_size() > max_bytes_ : text.size() > max_bytes_ + line_end_bytes) {
        give_up(Take::too_long);
        return Step::again;
    }
    if (!is_whole) {
        return Step::more;
    }
    input_->consume(scanner_.size());
    row = {
        .text = text.substr(0, scanner_.text_size()),
        .number = lines_.number(),
        .end = input_->position(),
        .lines = static_cast<std::uint32_t>(scanner_.lines())};
    lines_.count_lines(scanner_.lines());
    if (is_blank(row.text)) {
        scanner_.begin();
        return Step::again;
    }
    is_row_given_ = true;
    return Step::row;
}

// The input may begin with a byte order mark of which not all bytes are there yet.
bool CsvRowReader::is_mark_possible() const {
    const std::string_view text = input_->unread();
    return input_->position() == 0 && !ended_ && text.size() < byte_order_mark.size() &&
           byte_order_mark.starts_with(text);
}

void CsvRowReader::give_up(Take why) {
    giving_up_ = why;
    const std::string_view before = input_->unread().substr(0, scanner_.fault_at());
    const auto lines = std::count(before.begin(), before.end(), '\n');
    fault_line_ = lines_.number() + static_cast<std::uint64_t>(lines);
    fault_column_ = before.size() - (before.rfind('\n') + 1) + 1;
}

CsvRowReader::Take CsvRowReader::pass_over_line(CsvRow& row) {
    Line line;
    const LineReader::Take taken = lines_.next(line);
    if (taken == LineReader::Take::wait) {
        return Take::wait;
    }
    if (taken == LineReader::Take::failed) {
        return Take::failed;
    }
    row = {.text = line.text, .number = line.number, .end = line.end};
    is_row_given_ = true;
    return std::exchange(giving_up_, Take::row);
}

}  // namespace host
