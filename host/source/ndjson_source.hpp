// Records from lines of JSON, one object each. Made by open_source(), called by run on the host
// thread.
#pragma once

#include "host/record/file_descriptor.hpp"
#include "host/source/input_buffer.hpp"
#include "host/source/json_record.hpp"
#include "host/source/line_reader.hpp"
#include "host/source/opened_input.hpp"
#include "host/source/source.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace host {

class NdjsonSource final : public Source {
public:
    // `start` as open_source() has it; the input stands at start.end.
    NdjsonSource(OpenedInput input, const Location& start);

    Read next(Record& record, Document& document, Rejection& why) override;
    int wait_fd() const override { return input_.wait_fd(); }
    SourceProgress progress() const override { return input_.progress(); }
    void close_input() override { input_.buffer.close(); }
    const std::string& error() const override { return error_; }
    std::string replayable(std::string_view payload) override { return std::string{payload}; }

private:
    OpenedInput input_;
    LineReader lines_;
    JsonRecordParser parser_;
    std::uint64_t ordinal_;
    std::string error_;
};

}  // namespace host
