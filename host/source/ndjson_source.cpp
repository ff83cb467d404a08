#include "host/source/ndjson_source.hpp"

#include "host/source/unreadable.hpp"
#include "host/source/utf8.hpp"

#include <algorithm>
#include <utility>

namespace host {

NdjsonSource::NdjsonSource(OpenedInput input, const Location& start)
    : input_{std::move(input)},
      lines_{input_.buffer, std::max<std::uint64_t>(start.line, 1), max_line_bytes},
      ordinal_{start.ordinal} {}

Read NdjsonSource::next(Record& record, Document& document, Rejection& why) {
    record.arena.reset();
    record.payload = {};
    record.updates = {};
    document.clear();
    Line line;
    switch (lines_.next(line)) {
    case LineReader::Take::wait:
        return Read::wait;
    case LineReader::Take::end:
        return Read::end;
    case LineReader::Take::failed:
        error_ = input_.read_error();
        return Read::failed;
    case LineReader::Take::too_long:
        record.at = {.ordinal = ordinal_++, .line = line.number, .end = line.end};
        record.payload = record.arena.copy(line.text);
        why = too_long(line.number);
        return Read::rejected;
    case LineReader::Take::line:
        break;
    }
    record.at = {.ordinal = ordinal_++, .line = line.number, .end = line.end};
    record.payload = record.arena.copy(line.text);
    auto fault = parser_.parse(record.payload, line.number, record.arena, document);
    if (!fault) {
        return Read::record;
    }
    why = std::move(*fault);
    record.payload = cut_between_characters(record.payload, max_rejected_payload);
    return Read::rejected;
}

}  // namespace host
