// The tables of state.db and their version. Used by this room alone.
#pragma once

#include "host/state/database.hpp"
#include "host/state/state_error.hpp"
#include "host/state/state_options.hpp"

#include <memory>

namespace host {

// Makes directory, file and tables if they are not there and gives a connection. A file of another
// version, or of another program, is an error and is not touched.
StateResult<std::unique_ptr<Database>> open_state(const StateOptions& options);

// Whether the file is a state of this version.
StateResult<Done> check_version(Database& database);

// SQL that makes the tables in an empty database.
const char* state_tables();

}  // namespace host
