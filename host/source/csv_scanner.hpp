// Finds one CSV row and its fields in a text that grows. Used by the CSV source and csv_row, on the
// host thread. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace host {

// A field's bytes within the row's text, without its outer quotes.
struct CsvField {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool has_doubled_quotes = false;  // "" inside stands for one quote
};

// RFC 4180 with commas: a field in double quotes may hold commas, line ends and doubled quotes; a
// quote elsewhere is a fault. A row ends with \n or \r\n, or with the text. Spaces belong to the
// field.
class CsvScanner {
public:
    enum class Found : std::uint8_t { more, row, fault };

    // `text` begins with the row. After `more`, call again with the same beginning and more behind
    // it: scanning goes on where it stopped. `at_end`: nothing follows the text, so that `more` is
    // no answer.
    Found scan(std::string_view text, bool at_end);

    // Of the row found, until begin().
    const std::vector<CsvField>& fields() const { return fields_; }
    std::size_t text_size() const { return text_size_; }  // without its line end
    std::size_t size() const { return at_; }              // with its line end
    std::size_t lines() const { return lines_; }          // at least 1

    // After `fault`: where, and what was expected and found (with no data).
    std::size_t fault_at() const { return at_; }
    std::string_view fault() const { return fault_; }

    // Before each row.
    void begin();

private:
    enum class State : std::uint8_t { field, plain, quoted, quote_in_quoted, done };

    // Each moves on from its state; false: not without more text, or scanning is over.
    bool step(std::string_view text);
    bool start_field(std::string_view text);
    bool scan_plain(std::string_view text);
    bool scan_quoted(std::string_view text);
    bool after_quote(std::string_view text);

    void finish_with_text(std::string_view text);
    void end_field();
    void end_row(std::size_t line_end_bytes);
    bool fail(std::string_view fault);

    std::vector<CsvField> fields_;
    CsvField field_;
    State state_ = State::field;
    std::size_t at_ = 0;
    std::size_t text_size_ = 0;
    std::size_t lines_ = 1;
    std::string_view fault_;
};

}  // namespace host
