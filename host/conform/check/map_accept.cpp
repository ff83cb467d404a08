#include "host/conform/check/mapping.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <algorithm>

namespace host {

void check_map_accept(CheckRun& run) {
    Harness harness{run};
    const sluice_rc first = harness.validate();
    run.evidence().expect(
        first == SLUICE_OK,
        "expected the sample mapping to be accepted, found code " + std::to_string(first)
    );
    run.evidence().expect(
        harness.validate() == first, "expected the same answer when asked again, found another"
    );
    SpecDraft spec = harness.spec();
    std::reverse(spec.fields.begin(), spec.fields.end());
    harness.set_spec(spec);
    const sluice_rc reversed = harness.validate();
    run.evidence().expect(
        reversed == first,
        "expected the order of the fields to mean nothing, found code " + std::to_string(reversed) +
            " with the order turned round"
    );
    for (const SeenIssue& issue : harness.context().issues()) {
        run.evidence().expect(
            issue.severity != SLUICE_SEV_ERROR || first != SLUICE_OK,
            "expected no error beside an OK, found one at " + issue.path + ": " + issue.message
        );
    }
}

}  // namespace host
