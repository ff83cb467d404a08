// Why a run or a command cannot begin. Made by run, printed by whoever was asked to begin; a value.
#pragma once

#include "host/record/exit_code.hpp"
#include "host/state/state_error.hpp"

#include <string>

namespace host {

// What the process ends with, and the sentence to print.
struct CannotStart {
    ExitCode exit = exit_internal;
    std::string text;
};

// The state cannot be used: its own exit code and sentence.
inline CannotStart cannot_use(const StateError& error) {
    return {static_cast<ExitCode>(error.exit_code()), error.text};
}

}  // namespace host
