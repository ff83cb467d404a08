// What may be asked of the kept rejects. Made by the rejects commands; values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

// All that is set must match.
struct RejectFilter {
    std::optional<std::string> pipeline;
    std::optional<std::string> code;
    std::optional<std::int64_t> since_ms;   // given up at or after, Unix time
    std::optional<std::int64_t> before_ms;  // given up before
    std::optional<bool> overtaken{};        // a newer update of the user was delivered, or none was
    std::optional<std::vector<std::int64_t>> ids = {};  // one of these rows
    std::optional<std::int64_t> up_to_id = {};          // none that came later than this row
};

// What may be kept of a pipeline's rejects.
struct RejectLimits {
    std::optional<std::int64_t> since_ms;  // given up at or after, Unix time; none: however old
    std::uint64_t max_bytes = 0;           // of payloads and messages; 0: however much
};

// How many are gone because they were older, and how many because they were too much.
struct ExpiredRejects {
    std::uint64_t by_age = 0;
    std::uint64_t by_size = 0;
};

// Rejects that share pipeline, code and field.
struct RejectGroup {
    std::string pipeline;
    std::string code;
    std::string field;
    std::uint64_t count = 0;
    std::int64_t first_ms = 0;
    std::int64_t last_ms = 0;
    std::uint64_t overtaken = 0;  // of them
};

}  // namespace host
