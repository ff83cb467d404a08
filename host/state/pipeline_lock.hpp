// The lock that lets one process at a time run a pipeline of a state directory. Taken by run, asked
// for by the commands that show what runs; host thread.
#pragma once

#include "host/state/state_error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// Held until destroyed; the system takes it back when the process dies. The file stays.
class PipelineLock {
public:
    // Fails with already_running if it is taken, and says by which process.
    static StateResult<PipelineLock>
    take(const std::filesystem::path& directory, std::string_view pipeline);

    // The same for a lock file that is there, whosever it is.
    static StateResult<PipelineLock> take_file(const std::filesystem::path& lock_file);

    // Whether a process holds it: the pipeline runs. Who asks does not keep anybody from taking it.
    static bool is_taken(const std::filesystem::path& directory, std::string_view pipeline);

    PipelineLock(PipelineLock&& other) noexcept;
    PipelineLock& operator=(PipelineLock&& other) noexcept;
    PipelineLock(const PipelineLock&) = delete;
    PipelineLock& operator=(const PipelineLock&) = delete;
    ~PipelineLock();

private:
    static StateResult<PipelineLock>
    lock(const std::filesystem::path& path, std::string_view pipeline);
    explicit PipelineLock(int fd) : fd_{fd} {}
    int fd_ = -1;
};

// The process that holds the pipeline's lock, 0 if it did not say which; none if nobody does. Looks
// without keeping anybody out: take() tries again for a moment.
std::optional<std::int64_t>
lock_holder(const std::filesystem::path& directory, std::string_view pipeline);

// A file name of its own for every pipeline name: letters, digits, '-', '_' and an inner '.' stay,
// others become %XX; what is too long is cut and ends in a hash. "a/b" -> "a%2Fb.lock".
std::string lock_file_name(std::string_view pipeline);

// The lock files of a state directory: of all pipelines that ever ran with it.
std::vector<std::filesystem::path> pipeline_locks(const std::filesystem::path& directory);

}  // namespace host
