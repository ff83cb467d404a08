#include "host/report/snapshot_board.hpp"

#include <utility>

namespace host {

void SnapshotBoard::publish(SnapshotPtr snapshot) {
    {
        const std::lock_guard lock{mutex_};
        latest_.swap(snapshot);  // the old one is freed outside the lock
    }
    changed_.notify_all();
}

SnapshotPtr SnapshotBoard::latest() const {
    const std::lock_guard lock{mutex_};
    return latest_;
}

SnapshotPtr SnapshotBoard::after(const SnapshotPtr& seen) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return is_closed_ || latest_ != seen; });
    return is_closed_ ? nullptr : latest_;
}

void SnapshotBoard::close() {
    {
        const std::lock_guard lock{mutex_};
        is_closed_ = true;
    }
    changed_.notify_all();
}

}  // namespace host
