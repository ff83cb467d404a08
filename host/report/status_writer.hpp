// Writes the status files of a run, once for each snapshot, on a thread of its own: a disk that is
// slow or full holds up nothing else. Made and destroyed by run on the host thread.
#pragma once

#include "host/report/snapshot_board.hpp"

#include <filesystem>
#include <set>
#include <thread>

namespace host {

class StatusWriter {
public:
    // The board must outlive it.
    StatusWriter(SnapshotBoard& board, std::filesystem::path directory);
    StatusWriter(const StatusWriter&) = delete;
    StatusWriter& operator=(const StatusWriter&) = delete;
    // Closes the board and removes the files: the state says how the run ended.
    ~StatusWriter();

private:
    void run();

    SnapshotBoard& board_;
    std::filesystem::path directory_;
    std::set<std::filesystem::path> written_;  // the thread's while it runs
    std::thread thread_;
};

}  // namespace host
