// Records from CSV with a header row, all values as strings. Made by open_source(), called by run
// on the host thread.
#pragma once

#include "host/source/csv_row.hpp"
#include "host/source/csv_row_reader.hpp"
#include "host/source/opened_input.hpp"
#include "host/source/source.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace host {

class CsvSource final : public Source {
public:
    // `start` as open_source() has it; the input stands at its beginning, so that the header is
    // read first.
    CsvSource(OpenedInput input, const Location& start);

    Read next(Record& record, Document& document, Rejection& why) override;
    int wait_fd() const override { return input_.wait_fd(); }
    SourceProgress progress() const override { return input_.progress(); }
    void close_input() override { input_.buffer.close(); }
    const std::string& error() const override { return error_; }
    std::string replayable(std::string_view payload) override;

private:
    Read read_header();
    Read give(const CsvRow& row, Record& record, Document& document, Rejection& why);
    Read fail(std::string error);

    OpenedInput input_;
    CsvRowReader rows_;
    Location start_;
    CsvHeader header_;  // empty until it has been read
    std::uint64_t ordinal_;
    std::string error_;
};

}  // namespace host
