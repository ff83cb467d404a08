// Verdicts on their way from runner to host. Pure; the host believes nothing of what it reads.
#pragma once

#include "host/frame/frame.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// Verdicts that become one `complete` frame. Texts are copied, cut to most_result_text.
class FlatResults {
public:
    void add(const sluice_result& result);
    bool is_full() const { return count_ == most_results; }
    // The frame, "" if there is nothing to say; valid until the next call. Takes no memory, for it
    // is asked in a signal handler too.
    std::string_view frame();
    void clear();

private:
    std::string flat_;  // the frame, its header still blank
    std::size_t count_ = 0;
};

// Their texts borrow from the body. False if it is no such frame.
bool read_results(std::span<const std::byte> body, std::vector<sluice_result>& into);

}  // namespace host
