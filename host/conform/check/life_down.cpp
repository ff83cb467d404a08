#include "host/conform/check/life.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

namespace host {

namespace {

// Many destinations have nothing that could be asked without writing: their check says OK and is no
// proof.
bool check_asks_somebody(CheckRun& run) {
    run.play(run.accepted());
    Harness harness{run};
    harness.must_init();
    const std::uint64_t before = run.ledger().connections;
    harness.check();
    return run.ledger().connections != before;
}

}  // namespace

void check_life_down(CheckRun& run) {
    const bool asks = check_asks_somebody(run);
    Harness harness{run};
    harness.set_spec(spec_of(run.sample_at(run.order().dead_endpoint)));
    const sluice_rc started = harness.init();
    const bool is_started = run.evidence().expect(
        started == SLUICE_OK && harness.is_live(),
        "expected init to succeed while the far side refuses connections, found code " +
            std::to_string(started)
    );
    if (is_started && asks) {
        const sluice_rc checked = harness.check();
        run.evidence().expect(
            checked != SLUICE_OK,
            "expected check to report that the far side cannot be reached, found SLUICE_OK"
        );
    }
}

}  // namespace host
