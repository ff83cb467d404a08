#include "host/report/snapshot_board.hpp"

#include <catch2/catch.hpp>

#include <thread>

using host::Snapshot;
using host::SnapshotBoard;

TEST_CASE("the latest snapshot hangs on the board, and nothing before the first") {
    SnapshotBoard board;
    CHECK(board.latest() == nullptr);
    const auto first = std::make_shared<const Snapshot>();
    board.publish(first);
    CHECK(board.latest() == first);
}

TEST_CASE("a reader sees each newer snapshot until the board is closed") {
    SnapshotBoard board;
    std::int64_t last = 0;
    std::thread reader{[&] {
        for (auto seen = board.after(nullptr); seen; seen = board.after(seen)) {
            last = seen->now_ms;
        }
    }};
    for (std::int64_t i = 1; i <= 100; ++i) {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->now_ms = i;
        board.publish(snapshot);
    }
    board.close();
    reader.join();
    CHECK((last >= 0 && last <= 100));
    CHECK(board.after(board.latest()) == nullptr);
}
