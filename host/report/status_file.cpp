#include "host/report/status_file.hpp"

#include "host/record/file_descriptor.hpp"
#include "host/report/status_json.hpp"

#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace host {
namespace {

bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written <= 0) {
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

std::filesystem::path
status_file(const std::filesystem::path& directory, std::string_view pipeline) {
    return directory / (std::string{pipeline} + ".status.json");
}

void write_status_file(const std::filesystem::path& file, const std::string& text) {
    const std::string part = file.string() + ".part";
    const FileDescriptor written{::open(
        part.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR
    )};
    if (!written) {
        return;
    }
    if (!write_all(written.get(), text) || std::rename(part.c_str(), file.c_str()) != 0) {
        ::unlink(part.c_str());
    }
}

std::optional<Snapshot> read_status_file(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) {
        return std::nullopt;
    }
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    return read_snapshot(text);
}

}  // namespace host
