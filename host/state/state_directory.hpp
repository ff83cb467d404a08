// The folder that holds state.db and the locks, made so that nobody else can read it. Used by this
// room alone.
#pragma once

#include "host/state/state_error.hpp"

#include <filesystem>
#include <string_view>

namespace host {

// The directory with 0700 if it is not there (its parent must be), whatever the umask.
StateResult<Done> make_state_directory(const std::filesystem::path& directory);

// An empty state.db with 0600 if it is not there. SQLite gives -wal and -shm the mode of state.db.
// Fails if a state was there and is empty now. Call within an OpeningTurn.
StateResult<Done> make_state_file(const std::filesystem::path& directory);

// state.db has no byte, though pipelines have run with it: a new one would have tables, and none
// has run before it had.
bool is_emptied(const std::filesystem::path& directory);
StateError emptied(const std::filesystem::path& directory);

// What errno says about `path`, as a sentence with what to do.
StateError system_error(const std::filesystem::path& path, std::string_view doing, int error);

}  // namespace host
