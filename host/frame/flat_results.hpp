// Verdicts on their way from runner to host. Pure; the host believes nothing of what it reads.
#pragma once

#include "host/frame/frame.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace host {

// Appends `complete` frames with all of them, texts cut to most_result_text.
void write_results(std::string& out, std::span<const sluice_result> results);

// Their texts borrow from the body. False if it is no such frame.
bool read_results(std::span<const std::byte> body, std::vector<sluice_result>& into);

}  // namespace host
