// The folder that holds state.db and the locks, made so that nobody else can read it. Used by this
// room alone.
#pragma once

#include "host/state/state_error.hpp"

#include <filesystem>
#include <string_view>

namespace host {

// The directory with 0700 if it is not there (its parent must be), and an empty state.db with 0600,
// whatever the umask. SQLite gives -wal and -shm the mode of state.db.
StateResult<Done> make_state_directory(const std::filesystem::path& directory);

// What errno says about `path`, as a sentence with what to do.
StateError system_error(const std::filesystem::path& path, std::string_view doing, int error);

}  // namespace host
