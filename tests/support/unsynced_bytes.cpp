#include "tests/support/unsynced_bytes.hpp"

#include <algorithm>
#include <fstream>
#include <random>
#include <utility>

namespace support {

void UnsyncedBytes::opened(const std::string& path, std::string content) {
    files_.try_emplace(path, File{std::move(content), {}});
}

void UnsyncedBytes::wrote(const std::string& path, std::uint64_t offset, std::string_view bytes) {
    files_[path].later.push_back({offset, std::string{bytes}, false});
}

void UnsyncedBytes::cut(const std::string& path, std::uint64_t size) {
    files_[path].later.push_back({size, {}, true});
}

void UnsyncedBytes::synced(const std::string& path) {
    File& file = files_[path];
    for (const Change& change : file.later) {
        apply(file.durable, change);
    }
    file.later.clear();
}

void UnsyncedBytes::removed(const std::string& path) {
    files_.erase(path);
}

void UnsyncedBytes::lose(std::uint64_t seed) {
    std::mt19937_64 chance{seed};
    for (auto& [path, file] : files_) {
        std::string content = file.durable;
        for (const Change& change : file.later) {
            if (chance() % 2 == 0) {
                apply(content, change);
            }
        }
        std::ofstream{path, std::ios::binary | std::ios::trunc} << content;
    }
    files_.clear();
}

void UnsyncedBytes::apply(std::string& content, const Change& change) {
    if (change.is_cut) {
        content.resize(change.offset, '\0');
        return;
    }
    content.resize(
        std::max<std::size_t>(content.size(), change.offset + change.bytes.size()), '\0'
    );
    content.replace(change.offset, change.bytes.size(), change.bytes);
}

}  // namespace support
