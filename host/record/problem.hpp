// Why something could not be done, as a sentence for people: what was expected, what was found,
// what to do. The error side of Results whose value is a text itself.
#pragma once

#include <string>

namespace host {

struct Problem {
    std::string text;
};

}  // namespace host
