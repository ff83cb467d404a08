// What the tests of the state share: a folder of their own, sample values, a child process.
#pragma once

#include "host/record/reject_row.hpp"
#include "host/record/source_spec.hpp"
#include "host/state/commit.hpp"
#include "host/state/store.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace test {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "sluice-test-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path operator/(const char* name) const { return path_ / name; }
    host::StateOptions state() const { return {.directory = path_ / "state"}; }

private:
    std::filesystem::path path_;
};

inline unsigned mode_of(const std::filesystem::path& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777U : 0U;
}

inline bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

inline host::SourceIdentity identity() {
    return {
        .path = "/data/profiles.ndjson",
        .device = 0xffff'ffff'ffff'fff0U,
        .inode = 42,
        .size = 1000,
        .head_bytes = 1000,
        .head_sha256 = "ab12"};
}

inline host::RejectRow reject(std::uint64_t ordinal, std::uint32_t sub = 0) {
    host::RejectRow row;
    row.pipeline = "loyalty";
    row.generation = "1";
    row.at = {.ordinal = ordinal, .line = ordinal + 1, .end = (ordinal + 1) * 100};
    row.sub = sub;
    row.unix_ms = 1'700'000'000'000 + static_cast<std::int64_t>(ordinal);
    row.attempts = 3;
    row.source = "/data/profiles.ndjson";
    row.payload = "{\"id\": " + std::to_string(ordinal) + "}";
    row.why = {
        .code = "gave_up", .message = "no answer in time", .field = "ecid", .vendor_code = 503};
    row.why.maybe_delivered = true;
    return row;
}

// Everything up to `records` is final, and each tenth record was rejected: its reject comes with
// the commit in which it became final.
inline host::Commit progress(std::uint64_t from, std::uint64_t records) {
    host::Commit commit;
    commit.pipeline = "loyalty";
    commit.generation = "1";
    commit.checkpoint.emplace();
    commit.checkpoint->next = {.ordinal = records, .line = records + 1, .end = records * 100};
    commit.now_ms = 1'700'000'000'000;
    for (std::uint64_t ordinal = from; ordinal < records; ++ordinal) {
        if (ordinal % 10 == 0) {
            commit.rejects.push_back(reject(ordinal));
        }
    }
    commit.counts.records = records;
    commit.counts.updates = records;
    commit.counts.rejected = (records + 9) / 10;
    commit.counts.delivered = records - commit.counts.rejected;
    return commit;
}

inline host::Store open_store(const host::StateOptions& options) {
    auto store = host::Store::open(options);
    if (!store) {
        throw std::runtime_error{store.error().text};
    }
    return std::move(store).value();
}

// Runs `work` in a child process and gives its wait status; the child ends without any destructor.
template <class Work>
int in_child(const Work& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

}  // namespace test
