// Where the host thread hangs the latest snapshot of a run, for other threads to look at. Nobody
// waits for anybody but for the exchange of a pointer.
#pragma once

#include "host/report/status.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace host {

using SnapshotPtr = std::shared_ptr<const Snapshot>;

class SnapshotBoard {
public:
    void publish(SnapshotPtr snapshot);
    // Null before the first.
    SnapshotPtr latest() const;
    // Waits for another than `seen`; null once it is closed.
    SnapshotPtr after(const SnapshotPtr& seen);
    void close();

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    SnapshotPtr latest_;
    bool is_closed_ = false;
};

}  // namespace host
