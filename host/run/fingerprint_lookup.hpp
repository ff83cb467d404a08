// What the state knows of a pipeline's last deliveries, for its Delivery. Host thread.
#pragma once

#include "host/delivery/fingerprints.hpp"
#include "host/run/plan.hpp"
#include "host/state/store.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace host {

class FingerprintLookup final : public StoredFingerprints {
public:
    // `store` must outlive it.
    FingerprintLookup(Store& store, std::string pipeline)
        : store_{store}, pipeline_{std::move(pipeline)} {}

    // What cannot be read is not known, and so is sent.
    std::uint64_t of(UserKey user) override;

private:
    Store& store_;
    std::string pipeline_;
};

// With skip_unchanged: makes the mapping take fingerprints, keyed by `seed`. Without it: null, and
// the state forgets those that it has, for what is sent now is not among them.
StateResult<std::unique_ptr<StoredFingerprints>>
take_up_fingerprints(PipelinePlan& plan, Store& store, std::uint64_t seed);

}  // namespace host
