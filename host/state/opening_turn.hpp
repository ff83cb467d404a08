// Openings of a state directory take turns: two processes that turn the same fresh file to WAL mode
// at once get SQLITE_BUSY without any waiting, and nobody may open what is being repaired. Used by
// this room alone.
#pragma once

#include <filesystem>

namespace host {

// Waits for its turn; held until destroyed. The lock file cannot be a pipeline's, whose lock files
// never begin with a dot.
class OpeningTurn {
public:
    explicit OpeningTurn(const std::filesystem::path& directory);
    ~OpeningTurn();
    OpeningTurn(const OpeningTurn&) = delete;
    OpeningTurn& operator=(const OpeningTurn&) = delete;

    int error() const { return error_; }  // errno; 0 if it is held
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    int fd_;
    int error_ = 0;
};

}  // namespace host
