#include "host/state/state_repair.hpp"

#include "host/state/opening_turn.hpp"
#include "host/state/pipeline_lock.hpp"
#include "host/state/rebuild_state.hpp"
#include "host/state/state_check.hpp"
#include "host/state/state_directory.hpp"

#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <set>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

namespace fs = std::filesystem;

StateError failed(const fs::path& path, std::string_view doing, const std::error_code& error) {
    return system_error(path, doing, error.value());
}

// 20261124T100000Z
std::string stamp(std::int64_t unix_ms) {
    const std::time_t seconds = unix_ms / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::string text(17, '\0');
    text.resize(std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc));
    return text;
}

// A folder for the time of a repair, empty at first.
class Workshop {
public:
    explicit Workshop(const fs::path& directory) : path_{directory / ".repair"} { remove(); }
    ~Workshop() { remove(); }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    const fs::path& path() const { return path_; }

private:
    void remove() const {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path path_;
};

// Every lock that a run of any pipeline would need.
StateResult<std::vector<PipelineLock>>
lock_all(const fs::path& directory, const std::vector<std::string>& pipelines) {
    std::set<fs::path> files;
    for (const fs::path& file : pipeline_locks(directory)) {
        files.insert(file);
    }
    for (const std::string& pipeline : pipelines) {
        files.insert(directory / lock_file_name(pipeline));
    }
    std::vector<PipelineLock> locks;
    for (const fs::path& file : files) {
        auto lock = PipelineLock::take_file(file);
        if (!lock) {
            return lock.error();
        }
        locks.push_back(*std::move(lock));
    }
    return locks;
}

// The old file keeps its name until the new one takes it, in one step.
StateResult<fs::path>
exchange(const fs::path& directory, const fs::path& rebuilt, std::int64_t unix_ms) {
    const fs::path file = directory / "state.db";
    const fs::path damaged = file.string() + ".damaged-" + stamp(unix_ms);
    std::error_code error;
    fs::create_hard_link(file, damaged, error);
    if (error && !fs::copy_file(file, damaged, error)) {
        return failed(damaged, "keep the damaged file", error);
    }
    if (fs::exists(file.string() + "-wal", error)) {
        fs::rename(file.string() + "-wal", damaged.string() + "-wal", error);
        if (error) {
            return failed(damaged, "keep the damaged file's log", error);
        }
    }
    fs::remove(file.string() + "-shm", error);
    fs::rename(rebuilt, file, error);
    if (error) {
        return failed(file, "put the repaired state in its place", error);
    }
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || ::fsync(fd) != 0) {
        return system_error(directory, "sync it", errno);
    }
    ::close(fd);
    return damaged;
}

}  // namespace

StateResult<RepairReport> repair_state(
    const fs::path& directory, const std::vector<std::string>& pipelines, std::int64_t unix_ms
) {
    if (!fs::exists(directory / "state.db")) {
        return StateError{
            .text = (directory / "state.db").string() +
                    ": expected a state to repair, found none: nothing has run yet"};
    }
    const auto locks = lock_all(directory, pipelines);
    if (!locks) {
        return locks.error();
    }
    if (check_state({.directory = directory}).faults.empty()) {
        return RepairReport{.was_sound = true, .damaged = {}, .sentences = {}};
    }
    const OpeningTurn turn{directory};
    if (turn.error() != 0) {
        return system_error(turn.path(), "lock it", turn.error());
    }
    const Workshop workshop{directory};
    auto sentences = rebuild_state(directory, workshop.path(), pipelines);
    if (!sentences) {
        return sentences.error();
    }
    auto damaged = exchange(directory, workshop.path() / "state.db", unix_ms);
    if (!damaged) {
        return damaged.error();
    }
    return RepairReport{.damaged = *damaged, .sentences = *std::move(sentences)};
}

}  // namespace host
