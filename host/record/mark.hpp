// Where a word of the pipeline file stands, for errors that name file:line:column. Any thread; a
// value.
#pragma once

#include <cstddef>
#include <string>

namespace host {

struct Mark {
    std::string file;
    std::size_t line = 0;    // from 1; 0: no place known
    std::size_t column = 0;  // from 1
};

// One finding about a pipeline file. `text`: what was expected, what was found, what to do.
struct Issue {
    enum class Severity { warning, error };
    Severity severity = Severity::error;
    Mark at;
    std::string text;
};

}  // namespace host
