// The columns that a CSV file has, before any row of it is read. Asked by run's plan, on the host
// thread at start-up.
#pragma once

#include "host/record/problem.hpp"
#include "host/source/csv_row.hpp"

#include <sluice/result.hpp>

#include <string>

namespace host {

// Of a regular file by its path. Fails on what a run of it would fail on: no such file, no header.
sluice::Result<CsvHeader, Problem> csv_columns(const std::string& path);

}  // namespace host
