#include "host/conform/check/mapping.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <atomic>
#include <list>
#include <thread>

namespace host {
namespace {

constexpr std::size_t thread_count = 8;
constexpr std::size_t calls_each = 25;

// Each thread asks with a context of its own, as two pipelines of one host would.
std::size_t refused_side_by_side(CheckRun& run) {
    std::list<Harness> harnesses;
    for (std::size_t i = 0; i < thread_count; ++i) {
        harnesses.emplace_back(run);
    }
    std::atomic<std::size_t> refused{0};
    std::vector<std::thread> threads;
    for (Harness& harness : harnesses) {
        threads.emplace_back([&harness, &refused] {
            for (std::size_t i = 0; i < calls_each; ++i) {
                refused += harness.validate_quietly() == SLUICE_OK ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    return refused;
}

}  // namespace

void check_map_offline(CheckRun& run) {
    run.play(run.accepted());
    run.plugin();
    const std::size_t at_load = run.watched().size();  // load-quiet judges those
    run.step("validate_mapping on 8 threads, before an instance");
    std::size_t refused = refused_side_by_side(run);
    const auto calls = run.watched();
    for (std::size_t i = at_load; i < calls.size(); ++i) {
        run.evidence().fail(
            "expected validate_mapping to ask nobody, found " + calls[i].call + " of " +
            calls[i].target
        );
    }
    run.evidence().expect(
        run.ledger().connections == 0, "expected no connection, found one at the mock"
    );
    Harness live{run};  // whose own connections are none of this check's
    live.must_init();
    run.step("validate_mapping on 8 threads, beside an instance");
    refused += refused_side_by_side(run);
    run.evidence().expect(
        refused == 0,
        "expected each of " + std::to_string(2 * thread_count * calls_each) +
            " calls to be answered alike, found " + std::to_string(refused) + " refused"
    );
}

}  // namespace host
