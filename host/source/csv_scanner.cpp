#include "host/source/csv_scanner.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

constexpr std::array<bool, 256> ends_plain_run = [] {
    std::array<bool, 256> table{};
    table[','] = table['\n'] = table['"'] = true;
    return table;
}();

}  // namespace

void CsvScanner::begin() {
    fields_.clear();
    field_ = {};
    state_ = State::field;
    at_ = 0;
    text_size_ = 0;
    lines_ = 1;
    fault_ = {};
}

CsvScanner::Found CsvScanner::scan(std::string_view text, bool at_end) {
    while (step(text)) {
    }
    if (at_end && state_ != State::done && fault_.empty()) {
        finish_with_text(text);
    }
    if (!fault_.empty()) {
        return Found::fault;
    }
    return state_ == State::done ? Found::row : Found::more;
}

bool CsvScanner::step(std::string_view text) {
    if (at_ >= text.size()) {
        return false;
    }
    switch (state_) {
    case State::field:
        return start_field(text);
    case State::plain:
        return scan_plain(text);
    case State::quoted:
        return scan_quoted(text);
    case State::quote_in_quoted:
        return after_quote(text);
    default:
        return false;
    }
}

bool CsvScanner::start_field(std::string_view text) {
    const bool is_quoted = text[at_] == '"';
    at_ += is_quoted ? 1 : 0;
    field_ = {.begin = at_, .end = at_};
    state_ = is_quoted ? State::quoted : State::plain;
    return true;
}

bool CsvScanner::scan_plain(std::string_view text) {
    while (at_ < text.size() && !ends_plain_run[static_cast<unsigned char>(text[at_])]) {
        ++at_;
    }
    if (at_ == text.size()) {
        return false;
    }
    field_.end = at_;
    if (text[at_] == '"') {
        return fail("expected a double quote only around a whole field or doubled inside one, "
                    "found one in the middle of a field");
    }
    if (text[at_] == ',') {
        end_field();
        return true;
    }
    if (at_ > field_.begin && text[at_ - 1] == '\r') {
        --field_.end;
    }
    text_size_ = field_.end;
    end_row(1);
    return false;
}

bool CsvScanner::scan_quoted(std::string_view text) {
    const std::size_t quote = text.find('"', at_);
    if (quote == std::string_view::npos) {
        at_ = text.size();
        return false;
    }
    field_.end = quote;
    at_ = quote + 1;
    state_ = State::quote_in_quoted;
    return true;
}

bool CsvScanner::after_quote(std::string_view text) {
    if (text[at_] == '"') {
        field_.has_doubled_quotes = true;
        ++at_;
        state_ = State::quoted;
        return true;
    }
    const std::string_view field = text.substr(field_.begin, field_.end - field_.begin);
    const auto line_ends = static_cast<std::size_t>(std::count(field.begin(), field.end(), '\n'));
    if (text[at_] == ',') {
        lines_ += line_ends;
        end_field();
        return true;
    }
    if (text[at_] == '\r' && at_ + 1 == text.size()) {
        return false;
    }
    const std::size_t line_end_bytes = text[at_] == '\r' ? 2 : 1;
    if (text[at_ + line_end_bytes - 1] != '\n') {
        return fail("expected a comma or the line's end behind a closing double quote, "
                    "found something else");
    }
    lines_ += line_ends;
    text_size_ = at_;
    end_row(line_end_bytes);
    return false;
}

void CsvScanner::finish_with_text(std::string_view text) {
    if (state_ == State::quoted) {
        fail("expected a closing double quote, found the end of the text");
        return;
    }
    text_size_ = text.ends_with('\r') ? text.size() - 1 : text.size();
    if (state_ == State::field) {
        field_ = {.begin = text_size_, .end = text_size_};
    } else if (state_ == State::plain) {
        field_.end = text_size_;
    } else {
        const auto from = text.begin() + static_cast<std::ptrdiff_t>(field_.begin);
        const auto to = text.begin() + static_cast<std::ptrdiff_t>(field_.end);
        lines_ += static_cast<std::size_t>(std::count(from, to, '\n'));
    }
    at_ = text.size();
    end_row(0);
}

// `at_` stands on the comma, or on the line end.
void CsvScanner::end_field() {
    fields_.push_back(field_);
    ++at_;
    state_ = State::field;
}

void CsvScanner::end_row(std::size_t line_end_bytes) {
    fields_.push_back(field_);
    at_ += line_end_bytes;
    state_ = State::done;
}

bool CsvScanner::fail(std::string_view fault) {
    fault_ = fault;
    state_ = State::done;
    return false;
}

}  // namespace host
