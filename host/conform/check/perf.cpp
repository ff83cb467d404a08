#include "host/conform/check/chance.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"
#include "host/conform/harness/process_facts.hpp"

namespace host {
namespace {

constexpr std::size_t record_count = 5000;
constexpr std::chrono::seconds patience{20};

void judge_threshold(CheckRun& run, const std::string& name, double found, bool is_kept) {
    run.evidence().expect(
        is_kept,
        "expected the profile's threshold " + name + " to be kept, found " + std::to_string(found)
    );
}

}  // namespace

void check_perf(CheckRun& run) {
    run.play(run.accepted());
    Harness harness{run};
    harness.must_init();
    const auto records = records_of(run.sample(), 1, record_count);
    const auto cpu = cpu_time();
    const auto before = std::chrono::steady_clock::now();
    harness.send_within_limits(records, patience);
    harness.flush();
    harness.await(patience);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
    const std::chrono::duration<double, std::micro> used = cpu_time() - cpu;
    const double per_second = record_count / took.count();
    const double cpu_us = used.count() / record_count;
    run.evidence().note(
        std::to_string(static_cast<long>(per_second)) + " records/s, " + std::to_string(cpu_us) +
        " us of CPU per record, calls watched and the mock on the same machine"
    );
    const auto thresholds = run.thresholds();
    if (const auto least = thresholds.find("records_per_second"); least != thresholds.end()) {
        judge_threshold(run, least->first, per_second, per_second >= least->second);
    }
    if (const auto most = thresholds.find("cpu_us_per_record"); most != thresholds.end()) {
        judge_threshold(run, most->first, cpu_us, cpu_us <= most->second);
    }
}

}  // namespace host
