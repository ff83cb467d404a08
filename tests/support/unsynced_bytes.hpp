// What a machine that loses its power loses: writes that no sync followed. FaultyDisk notes them
// here; on any thread, one at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace support {

class UnsyncedBytes {
public:
    // `content`: of the file as it is on the disk.
    void opened(const std::string& path, std::string content);
    void wrote(const std::string& path, std::uint64_t offset, std::string_view bytes);
    void cut(const std::string& path, std::uint64_t size);
    void synced(const std::string& path);
    void removed(const std::string& path);

    // Rewrites the files as a disk may hold them after power was lost: what was synced, and of what
    // came later each write or not, as `seed` chooses. Nobody may have them open.
    void lose(std::uint64_t seed);

private:
    struct Change {
        std::uint64_t offset = 0;  // of the bytes; the size, if it is a cut
        std::string bytes;
        bool is_cut = false;
    };
    struct File {
        std::string durable;
        std::vector<Change> later;
    };
    static void apply(std::string& content, const Change& change);

    std::map<std::string, File> files_;
};

}  // namespace support
