// One record as one HTTP request. Pure but for the sins; any thread.
#pragma once

#include "tests/conformance/bad/config.hpp"
#include "tests/conformance/bad/mapping.hpp"

#include <sluice/destination.h>

#include <cstdint>
#include <string>

namespace bad {

// What a record cannot be sent for.
struct Refusal {
    std::int32_t field = -1;
    const char* message = nullptr;
};

// POST PATH HTTP/1.1, with {"id":"user-7","note":"hello"} as its body. False if `refusal` says why
// not. `token` is the secret's value.
bool write_request(
    const Config& config,
    const Mapping& mapping,
    const std::string& token,
    const sluice_record& record,
    std::string& request,
    Refusal& refusal
);

}  // namespace bad
