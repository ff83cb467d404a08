// The mark by which a record is found again in a request, whatever form the plugin gave it. Pure;
// any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// "7310000000420137" for 42: digits alone, so that it passes through URLs, JSON and fields for
// numbers as it is, between two ends that a number of a body will hardly have by chance. `number`
// below 10^8.
std::string record_mark(std::uint64_t number);

// The numbers of all marks in `bytes`, ascending, each once.
std::vector<std::uint64_t> records_marked_in(std::string_view bytes);

// `text` with each $N replaced by the mark.
std::string with_mark(std::string_view text, std::uint64_t number);

}  // namespace host
