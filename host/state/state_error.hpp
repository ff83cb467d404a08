// Why the state could not be opened, read or written. Made by host/state, shown by run and the
// commands.
#pragma once

#include <sluice/result.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace host {

// text: what was expected, what was found, where, and what to do.
struct StateError {
    enum class Kind : std::uint8_t {
        already_running,  // another process holds the pipeline's lock
        unusable,         // disk full, I/O error, corrupt, newer schema, no permission
    };
    Kind kind = Kind::unusable;
    std::string text;

    // What the process ends with: EX_TEMPFAIL or EX_IOERR.
    int exit_code() const { return kind == Kind::already_running ? 75 : 74; }
};

// Success of a call that gives nothing.
struct Done {};

template <class T>
using StateResult = sluice::Result<T, StateError>;

}  // namespace host
