#include "file/disk/part_file.hpp"

#include "file/api/file_name.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <utility>

namespace file {

namespace {

// So many may write to one path at a time; more are a mistake.
constexpr unsigned most_places = 64;

// When the file was made, so that its age outlives a restart; now, where the file system does not
// keep it.
std::chrono::system_clock::time_point birth_of(int fd) {
    struct statx found {};
    if (::statx(fd, "", AT_EMPTY_PATH, STATX_BTIME, &found) == 0 &&
        (found.stx_mask & STATX_BTIME) != 0) {
        return std::chrono::system_clock::from_time_t(found.stx_btime.tv_sec);
    }
    return std::chrono::system_clock::now();
}

// False if it was renamed or removed between opening and locking.
bool is_still(int fd, const std::string& name) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(fd, &opened) == 0 && ::lstat(name.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

bool is_regular(int fd) {
    struct stat found {};
    return ::fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

std::optional<int> write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            return written < 0 ? errno : ENOSPC;
        }
    }
    return std::nullopt;
}

// Renames without replacing; by a second link where the file system has no such call.
bool rename_to_new(const std::string& from, const std::string& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return true;
    }
    return errno == EINVAL && ::link(from.c_str(), to.c_str()) == 0 && ::unlink(from.c_str()) == 0;
}

// The rename outlives a loss of power. Some file systems cannot sync a folder; none loses rows by
// it, for the part file is found again.
void sync_folder_of(const std::string& path) {
    const Descriptor folder{::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder) {
        ::fsync(folder.get());
    }
}

}  // namespace

PartFile::PartFile(Descriptor file, std::string name, const PartSpec& spec)
    : file_{std::move(file)}, name_{std::move(name)}, path_{spec.path}, format_{spec.format},
      durability_{spec.durability}, born_{birth_of(file_.get())} {}

// None if another holds it, or if it is not there and `flags` do not make it.
sluice::Result<std::optional<PartFile>, DiskFault>
PartFile::try_place(const PartSpec& spec, unsigned place, int flags) {
    std::string name = part_name(spec.path, place);
    for (;;) {
        Descriptor fd{::open(
            name.c_str(), O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags, 0600
        )};
        if (!fd) {
            if (errno == ENOENT && flags == 0) {
                return std::optional<PartFile>{};
            }
            return disk_fault("cannot_open", "open", name, errno);
        }
        if (!is_regular(fd.get())) {
            return disk_fault("cannot_open", "find a file at", name, EEXIST);
        }
        if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK) {
                return std::optional<PartFile>{};
            }
            return disk_fault("cannot_open", "lock", name, errno);
        }
        if (is_still(fd.get(), name)) {
            PartFile file{std::move(fd), std::move(name), spec};
            if (auto fault = file.resume()) {
                return *std::move(fault);
            }
            return std::optional<PartFile>{std::move(file)};
        }
    }
}

sluice::Result<PartFile, DiskFault> PartFile::open(const PartSpec& spec) {
    std::optional<PartFile> mine;
    for (unsigned place = 1; place <= most_places; ++place) {
        auto tried = try_place(spec, place, mine ? 0 : O_CREAT);
        if (!tried && mine) {
            continue;  // another's, and not needed
        }
        if (!tried) {
            return std::move(tried).error();
        }
        std::optional<PartFile> found = *std::move(tried);
        if (!found) {
            continue;
        }
        if (!mine && found->goes_on_with(spec)) {
            mine = std::move(found);
            continue;
        }
        auto fault = found->finish(Clock::now());
        if (fault && !mine) {
            return *std::move(fault);
        }
        place -= mine ? 0U : 1U;  // it is free now
    }
    if (!mine) {
        return disk_fault("cannot_open", "find a free part file for", spec.path, EBUSY);
    }
    return *std::move(mine);
}

// Cuts off what follows the last whole row.
std::optional<DiskFault> PartFile::resume() {
    RowEnds ends{format_};
    std::array<char, 65536> piece{};
    for (std::uint64_t at = 0;;) {
        const ssize_t got =
            ::pread(file_.get(), piece.data(), piece.size(), static_cast<off_t>(at));
        if (got < 0) {
            return disk_fault("cannot_open", "read", name_, errno);
        }
        if (got == 0) {
            break;
        }
        ends.read({piece.data(), static_cast<std::size_t>(got)});
        at += static_cast<std::uint64_t>(got);
    }
    size_ = ends.end();
    synced_ = size_;
    is_unsynced_ = size_ != 0;  // a crash may have left rows that nobody was told of
    if (::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0) {
        return disk_fault("cannot_open", "cut a torn row off", name_, errno);
    }
    return std::nullopt;
}

// Empty, or of the same columns. An NDJSON file begins with a brace.
bool PartFile::goes_on_with(const PartSpec& spec) const {
    const std::string wanted = format_ == Format::csv ? spec.header : "{";
    if (size_ == 0) {
        return true;
    }
    std::string found(wanted.size(), '\0');
    const ssize_t got = ::pread(file_.get(), found.data(), found.size(), 0);
    return got == static_cast<ssize_t>(found.size()) && found == wanted;
}

std::optional<DiskFault> PartFile::append(std::string_view rows) {
    if (const auto error = write_all(file_.get(), rows)) {
        DiskFault fault = disk_fault("cannot_write", "append to", name_, *error);
        fault.may_be_kept = ::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0;
        return fault;
    }
    size_ += rows.size();
    is_unsynced_ = true;
    return std::nullopt;
}

std::optional<DiskFault> PartFile::sync() {
    if (durability_ == Durability::cached || !is_unsynced_) {
        return std::nullopt;
    }
    if (::fdatasync(file_.get()) != 0) {
        DiskFault fault = disk_fault("cannot_sync", "write out", name_, errno);
        fault.may_be_kept = ::ftruncate(file_.get(), static_cast<off_t>(synced_)) != 0;
        return fault;
    }
    synced_ = size_;
    is_unsynced_ = false;
    return std::nullopt;
}

std::optional<DiskFault> PartFile::finish(Clock::time_point now) {
    if (size_ == 0) {
        ::unlink(name_.c_str());
        return std::nullopt;
    }
    if (auto fault = sync()) {
        return fault;
    }
    return rename(now);
}

std::optional<DiskFault> PartFile::rename(Clock::time_point now) {
    for (unsigned number = 1; number <= 10'000; ++number) {
        if (rename_to_new(name_, finished_name(path_, now, number))) {
            if (durability_ == Durability::synced) {
                sync_folder_of(path_);
            }
            return std::nullopt;
        }
        if (errno != EEXIST) {
            return disk_fault("cannot_finish", "rename", name_, errno);
        }
    }
    return disk_fault("cannot_finish", "find a free name for", name_, EEXIST);
}

}  // namespace file
