#include "host/state/state_directory.hpp"

#include "host/state/pipeline_lock.hpp"
#include "host/state/state_options.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace host {
namespace {

constexpr mode_t directory_mode = S_IRWXU;
constexpr mode_t file_mode = S_IRUSR | S_IWUSR;

}  // namespace

std::filesystem::path default_state_directory(const std::filesystem::path& pipeline_file) {
    return std::filesystem::absolute(pipeline_file).parent_path() / "sluice-state";
}

StateError system_error(const std::filesystem::path& path, std::string_view doing, int error) {
    std::string text = path.string();
    text.append(": cannot ").append(doing).append(": ");
    text.append(std::system_category().message(error));
    text.append(
        "; the folder must exist and be writable for this user, or name another by state_dir"
    );
    return {.kind = StateError::Kind::unusable, .text = std::move(text)};
}

StateResult<Done> make_state_directory(const std::filesystem::path& directory) {
    if (::mkdir(directory.c_str(), directory_mode) == 0) {
        // The umask may have taken away from the mode.
        if (::chmod(directory.c_str(), directory_mode) != 0) {
            return system_error(directory, "set the mode of the state directory", errno);
        }
        return Done{};
    }
    if (errno != EEXIST) {
        return system_error(directory, "make the state directory", errno);
    }
    struct stat found {};
    if (::stat(directory.c_str(), &found) != 0) {
        return system_error(directory, "look at the state directory", errno);
    }
    if (!S_ISDIR(found.st_mode)) {
        return system_error(directory, "use it as the state directory", ENOTDIR);
    }
    return Done{};
}

bool is_emptied(const std::filesystem::path& directory) {
    std::error_code failed;
    const std::filesystem::path file = directory / "state.db";
    if (std::filesystem::file_size(file, failed) != 0 || failed) {
        return false;
    }
    if (std::filesystem::file_size(file.string() + "-wal", failed) != 0 && !failed) {
        return true;
    }
    return !pipeline_locks(directory).empty();
}

StateError emptied(const std::filesystem::path& directory) {
    return {
        .text = (directory / "state.db").string() +
                ": expected the state of the pipelines that have run, found an empty file: it was "
                "emptied or is damaged; restore it from a backup, or see what `sluice state "
                "repair` can save; without it all sources start anew"};
}

StateResult<Done> make_state_file(const std::filesystem::path& directory) {
    const std::filesystem::path file = directory / "state.db";
    // O_EXCL: a file that is there must not be opened here, since closing it would drop the locks
    // that SQLite holds on it elsewhere in this process (POSIX: fcntl locks end with the first
    // close).
    const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, file_mode);
    if (fd >= 0) {
        ::close(fd);
    } else if (errno != EEXIST) {
        return system_error(file, "make the state file", errno);
    } else if (is_emptied(directory)) {
        return emptied(directory);
    }
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) {
        return system_error(file, "look at the state file", errno);
    }
    if ((found.st_mode & 0777) != file_mode && ::chmod(file.c_str(), file_mode) != 0) {
        return system_error(file, "set the mode of the state file to 0600", errno);
    }
    return Done{};
}

}  // namespace host
