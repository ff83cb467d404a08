// An answer to a question, on its way from the runner. Pure.
#pragma once

#include "host/frame/frame.hpp"

#include <sluice/verify.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace host {

// Appends an `answered` frame, texts and attributes cut.
void write_answer(std::string& out, const sluice_answer& answer);

// At the host; every byte may be wrong.
class FlatAnswer {
public:
    // False if it is no such frame.
    bool read(std::span<const std::byte> body);
    // Points into the body and into this.
    const sluice_answer& to_c() const { return answer_; }

private:
    sluice_answer answer_{};
    std::vector<sluice_attribute> attributes_;
};

}  // namespace host
