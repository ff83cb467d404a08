#include "host/conform/check.hpp"
#include "host/conform/check/abi.hpp"
#include "host/conform/check/chance.hpp"
#include "host/conform/check/config.hpp"
#include "host/conform/check/describe.hpp"
#include "host/conform/check/hygiene.hpp"
#include "host/conform/check/life.hpp"
#include "host/conform/check/load.hpp"
#include "host/conform/check/mapping.hpp"
#include "host/conform/check/secrets.hpp"
#include "host/conform/check/send.hpp"
#include "host/conform/check/stop.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

using enum CheckLevel;
using enum CheckTier;
using enum Rung;
using enum CheckNeeds;

// A new check: a function in a file of check/, a line here, a section in sdk/conformance.md.
// clang-format off
constexpr std::array checks{
    Check{"load-exports", "the library exports the entry and the manifest alone, and asks for nothing unsafe",
          must, quick, file, nothing, check_load_exports},
    Check{"load-entry", "the library loads, and its entry gives a sound table",
          must, quick, file, nothing, check_load_entry},
    Check{"load-quiet", "loading starts no thread, opens nothing, prints nothing and asks nobody",
          must, quick, loaded, watch, check_load_quiet},
    Check{"desc-schema", "the manifest is sound, and describe() gives the same bytes",
          must, quick, loaded, nothing, check_desc_schema},
    Check{"cfg-accept", "the sample configuration and mapping are accepted, and an instance starts and ends",
          must, quick, loaded, nothing, check_cfg_accept},
    Check{"cfg-reject", "a wrong configuration is refused with an issue at its place, and does no harm",
          must, quick, live, nothing, check_cfg_reject},
    Check{"map-accept", "a sound mapping is accepted, whatever the order of its fields",
          must, quick, live, nothing, check_map_accept},
    Check{"map-reject", "a wrong mapping is refused with an issue at its place, and does no harm",
          must, quick, live, nothing, check_map_reject},
    Check{"map-offline", "validate_mapping asks nobody, and may be called from many threads",
          must, quick, live, watch, check_map_offline},
    Check{"life-down", "init succeeds with the far side down, and check reports it",
          must, quick, live, http, check_life_down},
    Check{"send-once", "each record that was taken gets exactly one verdict, and no other record any",
          must, quick, live, nothing, check_send_once},
    Check{"life-order", "instances come and go by themselves, and call nobody once they are gone",
          must, quick, sending, nothing, check_life_order},
    Check{"send-ledger", "what the plugin says of each record is what the far side saw",
          must, quick, sending, http, check_send_ledger},
    Check{"send-classify", "each answer of the far side leads to the verdict that the host needs to do right by the record",
          must, quick, sending, http, check_send_classify},
    Check{"send-transport", "each fault of a connection leads to the right verdict, by the deadline",
          must, full, sending, http, check_send_transport},
    Check{"send-limits", "batches of every allowed size are taken, and no more requests are under way than max_in_flight",
          must, quick, sending, http, check_send_limits},
    Check{"send-async", "send() returns at once, and records are under way together",
          must, quick, sending, http, check_send_async},
    Check{"send-values", "whatever a value holds, it stays a value: one request at most, and a verdict",
          must, quick, sending, http, check_send_values},
    Check{"stop-idle", "an idle instance ends by its deadline",
          must, quick, live, nothing, check_stop_idle},
    Check{"stop-busy", "cancel answers what is under way promptly, and shutdown ends by its deadline",
          must, quick, sending, nothing, check_stop_busy},
    Check{"stop-hang", "so it does where the far side says nothing at all",
          must, quick, sending, http, check_stop_hang},
    Check{"abi-old-host", "it runs on a host of version 1.0, and without its secrets",
          must, quick, sending, nothing, check_abi_old_host},
    Check{"abi-new-host", "it runs on a newer host, and rejects values of types that it does not know",
          must, quick, sending, nothing, check_abi_new_host},
    Check{"abi-memory", "what is lent is only read, only as far as it goes, and only until the verdict",
          must, quick, sending, nothing, check_abi_memory},
    Check{"hyg-process", "the process is left as it was found",
          must, quick, sending, nothing, check_hyg_process},
    Check{"hyg-threads-fds-mem", "threads, descriptors and memory are given back by shutdown",
          must, quick, sending, nothing, check_hyg_threads_fds_mem},
    Check{"sec-secrets", "a secret is in no log, message, metric, output or URL",
          must, quick, sending, nothing, check_sec_secrets},
    Check{"sec-egress", "connections go to the configured endpoint alone",
          must, quick, sending, watch, check_sec_egress},
    Check{"sem-idempotent", "a record that is sent again is the same request, if the action is said to be idempotent",
          must, quick, sending, http, check_sem_idempotent},
    Check{"fuzz", "no order of calls breaks it, and no record is left without a verdict",
          must, full, sending, nothing, check_fuzz},
    Check{"perf", "how many records a second, and for how much CPU",
          info, full, sending, nothing, check_perf},
};
// clang-format on

}  // namespace

std::span<const Check> all_checks() {
    return checks;
}

const Check* find_check(std::string_view id) {
    const auto found = std::find_if(checks.begin(), checks.end(), [&](const Check& check) {
        return check.id == id;
    });
    return found == checks.end() ? nullptr : &*found;
}

}  // namespace host
