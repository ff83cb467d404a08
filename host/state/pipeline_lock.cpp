#include "host/state/pipeline_lock.hpp"

#include "host/record/file_descriptor.hpp"
#include "host/state/state_directory.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

// A file name may have 255 bytes.
constexpr std::size_t max_name_bytes = 200;
constexpr std::string_view hex = "0123456789ABCDEF";
// is_taken() holds a lock of its own for an instant: who wants it in earnest asks again so long.
constexpr int most_asked = 20;
constexpr std::chrono::milliseconds between_asking{5};

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

// FNV-1a, 64 bits.
std::string hash_text(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) {
        out.push_back(hex[(hash >> shift) & 15U]);
    }
    return out;
}

// "4711" of the lock file's holder; "" if it cannot be read.
std::string holder(int fd) {
    std::array<char, 32> text{};
    const ssize_t got = ::pread(fd, text.data(), text.size(), 0);
    std::string out;
    for (ssize_t i = 0; i < got && text[static_cast<std::size_t>(i)] >= '0'; ++i) {
        out.push_back(text[static_cast<std::size_t>(i)]);
    }
    return out;
}

bool lock_in_earnest(int fd) {
    for (int asked = 1; ::flock(fd, LOCK_EX | LOCK_NB) != 0; ++asked) {
        if (errno != EWOULDBLOCK || asked == most_asked) {
            return false;
        }
        std::this_thread::sleep_for(between_asking);
    }
    return true;
}

StateError taken(std::string_view pipeline, const std::filesystem::path& path, int fd) {
    const std::string pid = holder(fd);
    std::string text = "pipeline '";
    text.append(pipeline).append("' is already running");
    if (!pid.empty()) {
        text.append(" as process ").append(pid);
    }
    text.append(" (lock ").append(path.string());
    text.append("); wait for it to end, stop it, or name another folder by state_dir");
    return {.kind = StateError::Kind::already_running, .text = std::move(text)};
}

}  // namespace

std::string lock_file_name(std::string_view pipeline) {
    std::string name;
    for (const char c : pipeline) {
        if (is_plain(c) || (c == '.' && !name.empty())) {
            name.push_back(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            name.push_back('%');
            name.push_back(hex[byte >> 4U]);
            name.push_back(hex[byte & 15U]);
        }
    }
    if (name.size() > max_name_bytes) {
        name.resize(max_name_bytes);
        name.append("~").append(hash_text(pipeline));
    }
    return name + ".lock";
}

std::vector<std::filesystem::path> pipeline_locks(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> locks;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator{directory, failed}) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".lock") && !name.starts_with('.')) {
            locks.push_back(entry.path());
        }
    }
    std::sort(locks.begin(), locks.end());
    return locks;
}

StateResult<PipelineLock>
PipelineLock::take(const std::filesystem::path& directory, std::string_view pipeline) {
    return lock(directory / lock_file_name(pipeline), pipeline);
}

StateResult<PipelineLock> PipelineLock::take_file(const std::filesystem::path& lock_file) {
    return lock(lock_file, lock_file.stem().string());
}

StateResult<PipelineLock>
PipelineLock::lock(const std::filesystem::path& path, std::string_view pipeline) {
    const int fd = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        return system_error(path, "open the lock file", errno);
    }
    PipelineLock taking{fd};
    if (!lock_in_earnest(fd)) {
        return errno == EWOULDBLOCK ? taken(pipeline, path, fd)
                                    : system_error(path, "lock it", errno);
    }
    // The process id is for people; the lock holds without it, so a full disk does no harm here.
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(fd, 0) == 0) {
        const ssize_t written = ::pwrite(fd, pid.data(), pid.size(), 0);
        static_cast<void>(written);
    }
    return taking;
}

bool PipelineLock::is_taken(const std::filesystem::path& directory, std::string_view pipeline) {
    const std::filesystem::path path = directory / lock_file_name(pipeline);
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    const PipelineLock look{fd};
    return ::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

std::optional<std::int64_t>
lock_holder(const std::filesystem::path& directory, std::string_view pipeline) {
    const std::filesystem::path path = directory / lock_file_name(pipeline);
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file || ::flock(file.get(), LOCK_SH | LOCK_NB) == 0) {
        return std::nullopt;  // the lock goes with the descriptor
    }
    return std::strtoll(holder(file.get()).c_str(), nullptr, 10);
}

PipelineLock::PipelineLock(PipelineLock&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}

PipelineLock& PipelineLock::operator=(PipelineLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

PipelineLock::~PipelineLock() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

}  // namespace host
