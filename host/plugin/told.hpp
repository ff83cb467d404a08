// What a plugin says by the extensions of the ABI, copied and cut: answers to questions, and texts
// of its exchanges. Taken from a Context, host thread. Values.
#pragma once

#include <sluice/question.hpp>
#include <sluice/trace.hpp>

#include <cstdint>
#include <string>

namespace host {

// The token is the plugin's word: not to be trusted.
struct ToldAnswer {
    std::uint64_t token = 0;
    sluice::Answer answer;
};

struct ToldText {
    sluice::Traced what = sluice::Traced::note;
    std::string text;
};

}  // namespace host
