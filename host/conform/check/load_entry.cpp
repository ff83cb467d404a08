#include "host/conform/check/load.hpp"
#include "host/conform/check_run.hpp"

#include <sluice/text.hpp>

namespace host {
namespace {

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

void judge_table(const sluice_plugin& table, Evidence& evidence) {
    constexpr std::uint32_t known = SLUICE_PF_BLOCKING_SEND | SLUICE_PF_NEEDS_PROCESS;
    const bool is_newer = table.abi_minor > SLUICE_ABI_MINOR;
    evidence.expect(
        is_newer || table.struct_size == sizeof(sluice_plugin),
        "expected struct_size " + number(sizeof(sluice_plugin)) + ", found " +
            number(table.struct_size)
    );
    evidence.expect(
        table.min_host_minor <= table.abi_minor,
        "expected min_host_minor to be at most abi_minor, found " + number(table.min_host_minor) +
            " and " + number(table.abi_minor)
    );
    evidence.expect(
        is_newer || (table.flags & ~known) == 0,
        "expected the flags that version 1." + number(SLUICE_ABI_MINOR) + " knows, found " +
            number(table.flags)
    );
}

}  // namespace

void check_load_entry(CheckRun& run) {
    const sluice_plugin& table = run.plugin();
    judge_table(table, run.evidence());
    run.step("describe");
    const std::string_view described = sluice::to_view(table.describe());
    run.evidence().expect(
        !described.empty(), "expected describe() to give the manifest, found nothing"
    );
    run.evidence().expect(
        run.load_again(), "expected the entry to give the same table each time, found another"
    );
}

}  // namespace host
