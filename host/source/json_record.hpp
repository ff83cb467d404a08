// One NDJSON line as a Document. Called by host/source per line and by run for kept rejects, on the
// host thread.
#pragma once

#include "host/record/arena.hpp"
#include "host/record/document.hpp"
#include "host/record/rejection.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace host {

constexpr std::size_t max_json_depth = 64;  // of nested arrays and objects

// RFC 8259, UTF-8, one object per text. A number keeps its literal text. Of two members with the
// same name both stay in the document; its readers let the last one win. Reused over records, so
// that nothing but the arena is allocated.
class JsonRecordParser {
public:
    JsonRecordParser();
    JsonRecordParser(JsonRecordParser&&) noexcept;
    JsonRecordParser& operator=(JsonRecordParser&&) noexcept;
    ~JsonRecordParser();

    // `text` must live as long as the document: strings without escapes are views into it, the
    // others are decoded into `arena`. `line` is named in the rejection ("bad_json", "bad_utf8"),
    // which holds nothing of the text itself.
    std::optional<Rejection>
    parse(std::string_view text, std::uint64_t line, Arena& arena, Document& document);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace host
