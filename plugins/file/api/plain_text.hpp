// A slot as plain text: what a CSV field says, and what JSON puts in quotes. Used by json_value and
// csv_row; pure, any thread.
#pragma once

#include "file/api/problem.hpp"

#include <sluice/destination.h>

#include <string>

namespace file {

// Appends the slot's text. Booleans: true, false. Numbers: their literal text, or the shortest that
// reads back the same. Times: 2026-08-19T10:00:00Z, with .123456 unless the microseconds are 0.
// BYTES: base64 (RFC 4648, 4). Nothing for ABSENT and NULL. JSON is compact_json's: a problem here.
Problem append_plain_text(std::string& out, const sluice_value& value);

}  // namespace file
