#include "host/conform/check/hygiene.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <algorithm>
#include <filesystem>
#include <malloc.h>
#include <string>
#include <thread>
#include <vector>

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};
constexpr std::chrono::milliseconds time_to_vanish{1000};
constexpr std::size_t some_records = 20;
// Cycles in which caches are filled, those of the allocator too: it counts what it keeps at hand as
// used.
constexpr std::size_t warm_up = 10;
constexpr std::int64_t most_lost_per_cycle = 64;

std::size_t entries_of(const char* folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator{folder}) {
        ++count;
    }
    return count;
}

std::size_t threads() {
    return entries_of("/proc/self/task");
}

std::size_t descriptors() {
    return entries_of("/proc/self/fd");
}

std::int64_t heap() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<std::int64_t>(info.uordblks + info.hblkhd);
}

void live_once(CheckRun& run, std::uint64_t first) {
    Harness harness{run};
    harness.must_init();
    harness.send_within_limits(records_of(run.sample(), first, some_records), patience);
    harness.flush();
    harness.await(patience);
    harness.cancel();
    harness.shutdown(std::chrono::seconds{2});
}

// A joined thread is gone for the program a moment before it is gone for the kernel.
std::size_t threads_left(std::size_t before) {
    const auto end = std::chrono::steady_clock::now() + time_to_vanish;
    while (threads() > before && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return threads();
}

// What three of four cycles added at least: a leak shows in each, a cache that grows does not.
std::int64_t growth_per_cycle(const std::vector<std::int64_t>& heaps) {
    std::vector<std::int64_t> growth;
    for (std::size_t i = 1; i < heaps.size(); ++i) {
        growth.push_back(heaps[i] - heaps[i - 1]);
    }
    const auto quarter = growth.begin() + static_cast<std::ptrdiff_t>(growth.size() / 4);
    std::nth_element(growth.begin(), quarter, growth.end());
    return *quarter;
}

void judge_memory(const std::vector<std::int64_t>& heaps, Evidence& evidence) {
    const std::int64_t lost = growth_per_cycle(heaps);
    evidence.expect(
        lost <= most_lost_per_cycle,
        "expected the heap to be as large after init, " + std::to_string(some_records) +
            " records and shutdown as before, found " + std::to_string(lost) +
            " bytes more after each such cycle"
    );
}

}  // namespace

void check_hyg_threads_fds_mem(CheckRun& run) {
    run.plugin();
    std::thread{[] {}}.join();  // a sanitizer starts a thread of its own with the first
    const std::size_t threads_before = threads();
    run.play(run.accepted());
    const std::size_t cycles = run.is_full() ? 50 : 10;
    std::vector<std::int64_t> heaps;
    std::size_t descriptors_before = 0;
    for (std::size_t i = 0; i < warm_up + cycles; ++i) {
        live_once(run, 1 + i * some_records);
        if (i + 1 < warm_up) {
            continue;
        }
        if (i + 1 == warm_up) {
            descriptors_before = descriptors();
        }
        heaps.push_back(heap());
    }
    const std::size_t left = threads_left(threads_before);
    run.evidence().expect(
        left <= threads_before,
        "expected " + std::to_string(threads_before) +
            " threads after shutdown, as before init, found " + std::to_string(left)
    );
    run.evidence().expect(
        descriptors() <= descriptors_before,
        "expected " + std::to_string(descriptors_before) +
            " open descriptors after each shutdown, found " + std::to_string(descriptors()) +
            " after " + std::to_string(cycles) + " more"
    );
    judge_memory(heaps, run.evidence());
}

}  // namespace host
