#include "host/run/fingerprint_lookup.hpp"

namespace host {

std::uint64_t FingerprintLookup::of(UserKey user) {
    const auto found = store_.fingerprint(pipeline_, user);
    return found ? *found : 0;
}

StateResult<std::unique_ptr<StoredFingerprints>>
take_up_fingerprints(PipelinePlan& plan, Store& store, std::uint64_t seed) {
    const std::string& pipeline = plan.pipeline.name;
    const bool is_on = plan.pipeline.delivery.skip_unchanged;
    std::unique_ptr<StoredFingerprints> lookup;
    if (is_on) {
        plan.mapping.take_fingerprints(seed ^ plan.sending_hash());
        lookup = std::make_unique<FingerprintLookup>(store, pipeline);
    } else if (const auto forgotten = store.forget_fingerprints(pipeline); !forgotten) {
        return forgotten.error();
    }
    return lookup;
}

}  // namespace host
