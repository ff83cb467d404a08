// While nothing can be delivered, reading stops at the limits and memory stays flat.
#include "tests/end_to_end/scene.hpp"
#include "tests/support/scripted_server.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace {

using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using namespace std::chrono_literals;

constexpr std::uint64_t mib = 1024 * 1024;

// How far a process has read a file, by the position of its descriptor; 0 if it has it not open.
std::uint64_t bytes_read(pid_t pid, const std::string& file) {
    const std::string process = "/proc/" + std::to_string(pid);
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator{process + "/fd", failed}) {
        if (std::filesystem::read_symlink(entry.path(), failed) == file) {
            std::ifstream info{process + "/fdinfo/" + entry.path().filename().string()};
            std::string word;
            std::uint64_t position = 0;
            info >> word >> position;
            return position;
        }
    }
    return 0;
}

std::uint64_t resident_bytes(pid_t pid) {
    std::ifstream statm{"/proc/" + std::to_string(pid) + "/statm"};
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

// Writes `count` records of about `bytes`, and a pipeline to an address where nobody listens.
void prepare(Scene& scene, std::size_t count, std::size_t bytes, const std::string& delivery) {
    const std::string filling = R"(,"text":")" + std::string(bytes, 'x') + '"';
    scene.records(support::lines(count, [&](std::size_t i) {
        return support::profile_line(i, filling);
    }));
    support::FileText file;
    file.destinations.front().config = "profile_auth: none\n";
    file.destinations.front().url = "http://127.0.0.1:" + std::to_string(support::refusing_port());
    file.pipelines.front().more = "delivery: { " + delivery + "max_pause: 1h }\n";
    scene.pipelines(file);
}

// Until the process has read on for none of a second; gives how far it got.
std::uint64_t await_end_of_reading(support::Process& run, const std::string& file) {
    std::uint64_t position = 0;
    auto since = std::chrono::steady_clock::now();
    REQUIRE(run.await([&] {
        const std::uint64_t found = bytes_read(run.pid(), file);
        const auto now = std::chrono::steady_clock::now();
        since = found == position ? since : now;
        position = found;
        return position != 0 && now - since >= 1s;
    }));
    return position;
}

}  // namespace

TEST_CASE(
    "while the destination is down, a long file is read up to the bytes that may be open, and "
    "memory stays flat"
) {
    Scene scene;
    prepare(scene, 40'000, 2000, "max_open_bytes: 8388608, max_open_records: 1000000, ");
    const std::string file = scene.folder / "profiles.ndjson";
    REQUIRE(std::filesystem::file_size(file) > 64 * mib);

    auto run = scene.start_run();
    const std::uint64_t position = await_end_of_reading(run, file);
    const std::uint64_t resident = resident_bytes(run.pid());
    // Several rounds of probes and of the longest wait.
    run.await([] { return false; }, 4s);

    CHECK(position > mib);
    CHECK(position < 9 * mib);  // the limit, and what lies in the input buffer
    CHECK(bytes_read(run.pid(), file) == position);
#ifndef __SANITIZE_ADDRESS__  // keeps what was freed, too
    CHECK(resident < 80 * mib);
#endif
    CHECK(resident_bytes(run.pid()) < resident + 4 * mib);
    run.send(SIGTERM);
    const auto stopped = run.wait();
    INFO(said(stopped));
    CHECK((stopped.exit == 4 || stopped.exit == 69));
    auto row = summary_row(stopped.out);
    CHECK(row["PENDING"] == row["UPDATES"]);
    CHECK(row["RECORDS"] < 6000);
}

TEST_CASE("and no more records than may be open") {
    Scene scene;
    prepare(scene, 40'000, 10, "max_open_records: 500, ");
    auto run = scene.start_run();
    await_end_of_reading(run, scene.folder / "profiles.ndjson");
    run.send(SIGTERM);
    const auto stopped = run.wait();
    INFO(said(stopped));
    CHECK(summary_row(stopped.out)["RECORDS"] == 500);
    CHECK(summary_row(stopped.out)["PENDING"] == 500);
}
