#include "file/disk/prove_writable.hpp"

#include "file/api/file_name.hpp"
#include "file/disk/descriptor.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace file {

namespace {

Descriptor open_probe(const std::string& path) {
    Descriptor unnamed{::open(folder_of(path).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600)};
    if (unnamed || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) {
        return unnamed;
    }
    const std::string name = path + ".probe";
    Descriptor named{
        ::open(name.c_str(), O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0600)};
    if (named) {
        ::unlink(name.c_str());
    }
    return named;
}

// What an earlier run left is opened as the next one will.
std::optional<DiskFault> prove_part_file(const std::string& path) {
    const std::string name = part_name(path, 1);
    const Descriptor part{
        ::open(name.c_str(), O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
    struct stat found {};
    if (!part) {
        return errno == ENOENT ? std::nullopt
                               : std::optional{disk_fault("cannot_open", "open", name, errno)};
    }
    if (::fstat(part.get(), &found) != 0 || !S_ISREG(found.st_mode)) {
        return disk_fault("cannot_open", "find a file at", name, EEXIST);
    }
    return std::nullopt;
}

}  // namespace

std::optional<DiskFault> prove_writable(const std::string& path) {
    const std::string folder = folder_of(path);
    const Descriptor probe = open_probe(path);
    if (!probe) {
        return disk_fault("cannot_open", "make a file in", folder, errno);
    }
    const std::array<char, 4096> block{};
    const ssize_t written = ::write(probe.get(), block.data(), block.size());
    if (written != static_cast<ssize_t>(block.size())) {
        const int error = written < 0 ? errno : ENOSPC;
        return disk_fault("cannot_write", "write to a file in", folder, error);
    }
    if (::fdatasync(probe.get()) != 0) {
        return disk_fault("cannot_sync", "write out a file in", folder, errno);
    }
    return prove_part_file(path);
}

}  // namespace file
