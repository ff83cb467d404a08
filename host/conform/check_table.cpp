#include "host/conform/check.hpp"
#include "host/conform/check/abi.hpp"
#include "host/conform/check/config.hpp"
#include "host/conform/check/hygiene.hpp"
#include "host/conform/check/load.hpp"
#include "host/conform/check/secrets.hpp"
#include "host/conform/check/send.hpp"
#include "host/conform/check/stop.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

// A new check: a function in a file of check/, a line here, a section in sdk/conformance.md.
constexpr std::array checks{
    Check{
        "load-exports",
        "the library exports the entry and the manifest alone, and asks for nothing unsafe",
        CheckLevel::must,
        CheckTier::quick,
        Rung::file,
        CheckNeeds::nothing,
        check_load_exports},
    Check{
        "load-entry",
        "the library loads, and its entry gives a sound table",
        CheckLevel::must,
        CheckTier::quick,
        Rung::file,
        CheckNeeds::nothing,
        check_load_entry},
    Check{
        "cfg-accept",
        "the sample configuration and mapping are accepted, and an instance starts and ends",
        CheckLevel::must,
        CheckTier::quick,
        Rung::loaded,
        CheckNeeds::nothing,
        check_cfg_accept},
    Check{
        "send-once",
        "each record that was taken gets exactly one verdict, and no other record any",
        CheckLevel::must,
        CheckTier::quick,
        Rung::live,
        CheckNeeds::nothing,
        check_send_once},
    Check{
        "send-classify",
        "each answer of the far side leads to the verdict that the host needs to do right by the "
        "record",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::http,
        check_send_classify},
    Check{
        "send-limits",
        "batches of every allowed size are taken, and no more requests are under way than "
        "max_in_flight",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::http,
        check_send_limits},
    Check{
        "send-async",
        "send() returns at once, and records are under way together",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::http,
        check_send_async},
    Check{
        "send-values",
        "whatever a value holds, it stays a value: one request at most, and a verdict",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::http,
        check_send_values},
    Check{
        "stop-idle",
        "an idle instance ends by its deadline",
        CheckLevel::must,
        CheckTier::quick,
        Rung::live,
        CheckNeeds::nothing,
        check_stop_idle},
    Check{
        "stop-busy",
        "cancel answers what is under way promptly, and shutdown ends by its deadline",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::nothing,
        check_stop_busy},
    Check{
        "stop-hang",
        "so it does where the far side says nothing at all",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::http,
        check_stop_hang},
    Check{
        "abi-old-host",
        "it runs on a host of version 1.0, and without its secrets",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::nothing,
        check_abi_old_host},
    Check{
        "abi-new-host",
        "it runs on a newer host, and rejects values of types that it does not know",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::nothing,
        check_abi_new_host},
    Check{
        "abi-memory",
        "what is lent is only read, only as far as it goes, and only until the verdict",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::nothing,
        check_abi_memory},
    Check{
        "hyg-process",
        "the process is left as it was found",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::nothing,
        check_hyg_process},
    Check{
        "hyg-threads-fds-mem",
        "threads, descriptors and memory are given back by shutdown",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::nothing,
        check_hyg_threads_fds_mem},
    Check{
        "sec-secrets",
        "a secret is in no log, message, metric, output or URL",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::nothing,
        check_sec_secrets},
    Check{
        "sec-egress",
        "connections go to the configured endpoint alone",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::watch,
        check_sec_egress},
    Check{
        "sem-idempotent",
        "a record that is sent again is the same request, if the action is said to be idempotent",
        CheckLevel::must,
        CheckTier::quick,
        Rung::sending,
        CheckNeeds::http,
        check_sem_idempotent},
};

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
