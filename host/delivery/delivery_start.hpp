// What a Delivery is made from. Filled by run from the settings, the manifest, the plugin's limits
// and the state.
#pragma once

#include "host/delivery/fingerprints.hpp"
#include "host/record/checkpoint.hpp"
#include "host/record/delivery_settings.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace host {

// What the plugin said at init and its manifest says of the action.
struct PluginTerms {
    std::size_t max_in_flight = 1;
    std::size_t max_batch_records = 1;
    std::size_t max_batch_bytes = 0;      // 0: no limit
    bool is_idempotent = false;           // the action may be sent twice
    std::chrono::seconds max_life{3600};  // recommended; the settings' own wins
    std::vector<std::string> fields;      // names of the slots, to name the one at fault
    std::vector<std::size_t> key_slots;   // those that name the user
    bool knows_users = true;              // the action orders by user
};

struct DeliveryStart {
    DeliverySettings settings;
    PluginTerms plugin;
    // Begins every update's id, "<prefix>-<ordinal>-<sub>": another for each pipeline, source
    // generation and machine, the same over restarts. Say 16 hex digits of a hash over pipeline,
    // generation and the source's identity.
    std::string id_prefix;
    Checkpoint checkpoint;   // of the generation; Checkpoint{} to begin
    Counts counts;           // of the generation, as they were stored with the checkpoint
    bool is_metered = true;  // spends the account's quota; false: it has none for these updates
    bool is_paced = true;    // sends at the account's rate; false: it has none for these
    StoredFingerprints* fingerprints = nullptr;  // skip_unchanged; null: all is sent
    std::uint64_t seed = 0;                      // chance: jitter and the first tokens
};

}  // namespace host
