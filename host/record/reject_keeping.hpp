// How long a pipeline's rejects are kept. Made by host/config, applied by run; a value.
#pragma once

#include <chrono>
#include <cstdint>

namespace host {

// A reject that is dropped is lost, so both are generous. 0: no limit.
struct RejectKeeping {
    std::chrono::seconds keep{std::chrono::days{90}};  // since it was given up
    std::uint64_t max_bytes = 1ULL << 30U;             // of payloads and messages, together
};

}  // namespace host
