#include "host/report/status_file.hpp"
#include "host/report/status_writer.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <catch2/catch.hpp>

#include <thread>

using host::read_status_file;
using host::Snapshot;
using host::SnapshotBoard;
using host::status_file;
using host::StatusWriter;

TEST_CASE("each pipeline has a file of its own while the run lasts, and none after") {
    const tests::TempFolder folder;
    SnapshotBoard board;
    auto snapshot = std::make_shared<Snapshot>(test::full_snapshot());
    snapshot->pipelines.push_back(snapshot->pipelines.front());
    snapshot->pipelines.back().pipeline = "visits";
    {
        const StatusWriter writer{board, folder.path()};
        board.publish(snapshot);
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (!read_status_file(status_file(folder.path(), "visits")) &&
               std::chrono::steady_clock::now() < end) {
            std::this_thread::yield();
        }
        for (const char* name : {"loyalty", "visits"}) {
            const auto read = read_status_file(status_file(folder.path(), name));
            REQUIRE(read);
            REQUIRE(read->pipelines.size() == 1);
            CHECK(read->pipelines.front().pipeline == name);
        }
    }
    CHECK(std::filesystem::is_empty(folder.path()));
}
