#include "host/conform/harness/process_facts.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <malloc.h>
#include <thread>

namespace host {

std::size_t count_threads() {
    std::error_code gone;
    const std::filesystem::directory_iterator tasks{"/proc/self/task", gone};
    return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

std::map<int, std::string> open_descriptors() {
    std::map<int, std::string> open;
    std::error_code gone;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd", gone}) {
        const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
        if (!gone && !target.ends_with("/fd")) {  // the iterator's own
            open[std::stoi(entry.path().filename().string())] = target;
        }
    }
    return open;
}

std::size_t count_mappings() {
    std::ifstream maps{"/proc/self/maps"};
    return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>{maps}, {}, '\n'));
}

std::size_t heap_bytes() {
    const struct mallinfo2 heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

std::chrono::nanoseconds cpu_time() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

bool settles(const std::function<bool()>& is_so, std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!is_so()) {
        if (std::chrono::steady_clock::now() >= end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
}

std::string
new_descriptors(const std::map<int, std::string>& before, const std::map<int, std::string>& after) {
    std::string text;
    for (const auto& [number, target] : after) {
        const auto known = before.find(number);
        if (known == before.end() || known->second != target) {
            text += (text.empty() ? "" : ", ") + std::to_string(number) + " -> " + target;
        }
    }
    return text;
}

}  // namespace host
