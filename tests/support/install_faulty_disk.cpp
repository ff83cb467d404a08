// Linked with host/main.cpp this makes `sluice_with_faulty_disk`: before main() SQLite gets the
// disk that SLUICE_TEST_DISK describes (see disk_faults.hpp). Wrong words end the process with 2.
#include "tests/support/faulty_disk.hpp"

#include <cstdio>
#include <cstdlib>

namespace {

support::DiskFaults faults_of_environment() {
    const char* words = std::getenv("SLUICE_TEST_DISK");
    const auto faults = support::parse_disk_faults(words == nullptr ? "" : words);
    if (!faults) {
        std::fprintf(
            stderr, "SLUICE_TEST_DISK: expected words of disk_faults.hpp, found '%s'\n", words
        );
        std::exit(2);
    }
    return *faults;
}

// Never destroyed: it must outlive every connection of the process.
support::FaultyDisk& installed() {
    auto* disk = new support::FaultyDisk;
    disk->fail(faults_of_environment());
    return *disk;
}

const support::FaultyDisk& disk = installed();

}  // namespace
