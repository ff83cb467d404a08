#include "host/report/status_writer.hpp"

#include "host/report/status_file.hpp"
#include "host/report/status_json.hpp"

#include <utility>

namespace host {

StatusWriter::StatusWriter(SnapshotBoard& board, std::filesystem::path directory)
    : board_{board}, directory_{std::move(directory)}, thread_{[this] { run(); }} {}

StatusWriter::~StatusWriter() {
    board_.close();
    thread_.join();
    for (const std::filesystem::path& file : written_) {
        std::error_code is_no_matter;
        std::filesystem::remove(file, is_no_matter);
    }
}

// A file for each pipeline: each has a lock of its own that tells whether the file is of a live
// run.
void StatusWriter::run() {
    for (SnapshotPtr now = board_.after(nullptr); now != nullptr; now = board_.after(now)) {
        Snapshot single = *now;
        for (const PipelineStatus& one : now->pipelines) {
            single.pipelines.assign(1, one);
            const auto file = status_file(directory_, one.pipeline);
            write_status_file(file, to_json(single) + '\n');
            written_.insert(file);
        }
    }
}

}  // namespace host
