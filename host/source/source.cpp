#include "host/source/source.hpp"

#include "host/source/csv_source.hpp"
#include "host/source/ndjson_source.hpp"
#include "host/source/opened_input.hpp"

#include <utility>

namespace host {

sluice::Result<std::unique_ptr<Source>, Problem>
open_source(const SourceSpec& spec, const Location& start) {
    auto input = open_input(spec.path);
    if (!input) {
        return std::move(input).error();
    }
    if (start.end > 0 && input->buffer.may_wait()) {
        return Problem{
            "expected to begin a stream at its beginning, found a start at byte " +
            std::to_string(start.end)};
    }
    if (spec.format == Format::csv) {
        return std::unique_ptr<Source>{std::make_unique<CsvSource>(*std::move(input), start)};
    }
    if (start.end > 0 && !input->buffer.seek(start.end)) {
        return Problem{input->read_error()};
    }
    return std::unique_ptr<Source>{std::make_unique<NdjsonSource>(*std::move(input), start)};
}

}  // namespace host
