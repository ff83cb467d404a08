// Lines of a file or a stream, in bounded memory. Used by the sources of its room, on the host
// thread.
#pragma once

#include "host/source/input_buffer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace host {

struct Line {
    std::string_view text;     // without its line end; valid until the next call
    std::uint64_t number = 0;  // from 1
    std::uint64_t end = 0;     // byte offset behind the line end
};

// A line ends with \n or \r\n; the last one may lack it. Blank lines (spaces and tabs alone) are
// counted, not given. A byte order mark at the very beginning is skipped.
class LineReader {
public:
    enum class Take : std::uint8_t { line, too_long, wait, end, failed };

    // `number`: of the line at input's position.
    LineReader(InputBuffer& input, std::uint64_t number, std::size_t max_bytes);

    // For who consumes lines from the same input between two calls.
    void count_lines(std::size_t lines) { number_ += lines; }
    std::uint64_t number() const { return number_; }

    // too_long: the line has more than max_bytes; `text` is its beginning, at most 64 KiB of it.
    Take next(Line& line);

private:
    // Nothing for a blank line.
    std::optional<Take> take(std::string_view text, std::size_t with_line_end, Line& line);
    Take skip_rest(Line& line);
    void start_skipping();
    void pass_over(std::size_t bytes);

    InputBuffer* input_;
    std::uint64_t number_;  // of the line at the input's position
    std::size_t max_bytes_;
    std::size_t scanned_ = 0;  // of unread(): holds no line end
    bool skipping_ = false;    // in the middle of a line that is too long; head_ is its beginning
    std::string head_;
};

}  // namespace host
