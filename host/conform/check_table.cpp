#include "host/conform/check.hpp"
#include "host/conform/check/config.hpp"
#include "host/conform/check/load.hpp"
#include "host/conform/check/send.hpp"

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
