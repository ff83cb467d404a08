// Reads a script from JSON, strictly; for --script FILE and POST /_sandbox/script; any thread.
#pragma once

#include "tests/sandbox/script.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace sandbox {

/// Where a script is wrong and what was expected there.
struct ScriptError {
    std::string text;
};

/// Reads
///
///     {"seed": 7, "rules": [
///       {"match": {"path": "/m2/", "method": "POST", "id": "crm-1", "every": 3, "first": 10,
///       "probability": 0.2},
///        "then": {"status": 503, "body": "...", "headers": {"X-A": "b"}, "delay_ms": 50,
///        "retry_after": 2,
///                 "retry_after_date": 2, "reset": "half_reply", "times": 1, "apply": true,
///                 "until_token_refreshed": true}}]}
///
/// An unknown member or a wrong type is an error that names its place. A body may be any JSON; text
/// is sent as it is.
std::variant<Script, ScriptError> read_script(std::string_view text);

}  // namespace sandbox
