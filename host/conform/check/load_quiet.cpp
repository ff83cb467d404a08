#include "host/conform/check/load.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/captured_output.hpp"
#include "host/conform/harness/process_facts.hpp"

#include <chrono>

namespace host {
namespace {

constexpr std::chrono::milliseconds soon{50};
constexpr std::chrono::milliseconds too_late{
    1000};  // of CPU: the code at load computes, or asks somebody

// In CPU time, since other processes are no fault of the plugin's. What load_plugin() does besides,
// a second call of it measures: the library is there already.
std::chrono::nanoseconds time_to_load(CheckRun& run) {
    const auto before = cpu_time();
    run.plugin().describe();
    const auto between = cpu_time();
    run.load_again();
    const auto after = cpu_time();
    return (between - before) - (after - between);
}

void judge_time(std::chrono::nanoseconds took, Evidence& evidence) {
    const auto words =
        std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()) + " ms";
    if (took > too_late) {
        evidence.fail(
            "expected loading and describe() to take less than 50 ms of CPU, found " + words
        );
    } else if (took > soon) {
        evidence.warn("loading and describe() took " + words + " of CPU; 50 ms are meant");
    }
}

}  // namespace

void check_load_quiet(CheckRun& run) {
    const CapturedOutput output;
    const std::size_t threads = count_threads();
    const auto descriptors = open_descriptors();
    judge_time(time_to_load(run), run.evidence());
    Evidence& evidence = run.evidence();
    evidence.expect(
        count_threads() == threads,
        "expected no thread to be started at load, found " +
            std::to_string(count_threads() - threads)
    );
    const std::string opened = new_descriptors(descriptors, open_descriptors());
    evidence.expect(opened.empty(), "expected no descriptor to be opened at load, found " + opened);
    evidence.expect(
        output.standard_output().empty(),
        "expected nothing on standard output at load, found: " + output.standard_output()
    );
    evidence.expect(
        output.standard_error().empty(),
        "expected nothing on standard error at load, found: " + output.standard_error()
    );
    for (const WatchedCall& call : run.watched()) {
        evidence.fail("expected no such call at load: " + call.call + " of " + call.target);
    }
}

}  // namespace host
