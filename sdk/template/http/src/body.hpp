// A record as the JSON that is posted: {"id":"crm-7","attributes":{"tier":"gold","points":1.10}}.
// Pure; any thread.
#pragma once

#include "fields.hpp"

#include <sluice/outcome.hpp>
#include <sluice/record.hpp>
#include <sluice/result.hpp>

#include <string>

// REJECTED, with the slot at fault, if the record has no such form.
sluice::Result<std::string, sluice::Outcome>
body_of(const Fields& fields, const sluice::Record& record);
