/* Touches every public type of the ABI, so that the debug information of this one library holds all of it. Compiled by
 * sdk/abi/freeze and by the ABI tests; never run. */
#include <sluice/destination.h>

typedef struct everything {
    sluice_str str;
    sluice_rc rc;
    sluice_value value;
    sluice_record record;
    sluice_result result;
    sluice_field field;
    sluice_batch batch;
    sluice_spec spec;
    sluice_issue issue;
    sluice_limits limits;
    sluice_ctx* ctx;
    sluice_instance* instance;
    sluice_host host;
    sluice_plugin plugin;
    sluice_entry_fn entry;
} everything;

SLUICE_EXPORT void sluice_abi_probe(const everything* all);

void sluice_abi_probe(const everything* all) {
    (void)all;
}
