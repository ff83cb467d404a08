#include "host/state/state_directory.hpp"

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

StateResult<Done> make_directory(const std::filesystem::path& directory) {
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
    if (auto made = make_directory(directory); !made) {
        return made;
    }
    const std::filesystem::path file = directory / "state.db";
    // O_EXCL: a file that is there must not be opened here, since closing it would drop the locks
    // that SQLite holds on it elsewhere in this process (POSIX: fcntl locks end with the first
    // close).
    const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, file_mode);
    if (fd >= 0) {
        ::close(fd);
    } else if (errno != EEXIST) {
        return system_error(file, "make the state file", errno);
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
