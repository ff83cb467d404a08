/* The table that the host calls. Each hook hands its arguments to the exported Go function of its
 * name, which knows no `const` and no sluice_instance: an instance crosses as the number of a
 * cgo.Handle, for C must keep no Go pointer. */
#include "_cgo_export.h"

#include <string.h>

static sluice_str describe(void) {
    return (sluice_str){sluice_manifest_v1, strlen(sluice_manifest_v1)};
}

static sluice_rc
validate_mapping(const sluice_host* host, sluice_ctx* ctx, const sluice_spec* spec) {
    return pluginValidateMapping((sluice_host*)host, ctx, (sluice_spec*)spec);
}

static sluice_rc init(
    const sluice_host* host,
    sluice_ctx* ctx,
    const sluice_spec* spec,
    sluice_limits* limits,
    sluice_instance** out
) {
    uintptr_t self = 0;
    const sluice_rc rc = pluginInit((sluice_host*)host, ctx, (sluice_spec*)spec, limits, &self);
    if (rc == SLUICE_OK) {
        *out = (sluice_instance*)self;
    }
    return rc;
}

static sluice_rc send_batch(sluice_instance* self, const sluice_batch* batch) {
    return pluginSend((uintptr_t)self, (sluice_batch*)batch);
}

static void cancel(sluice_instance* self) {
    pluginCancel((uintptr_t)self);
}

static void shut_down(sluice_instance* self, uint64_t deadline_mono_ns) {
    (void)deadline_mono_ns; /* a cancelled exchange ends at once */
    pluginShutdown((uintptr_t)self);
}

const sluice_plugin* sluice_destination_v1(void) {
    static const sluice_plugin plugin = {
        sizeof plugin,
        SLUICE_ABI_MINOR,
        0,                       /* the oldest host it runs on */
        SLUICE_PF_NEEDS_PROCESS, /* Go's runtime takes signals and starts threads */
        describe,
        validate_mapping,
        init,
        NULL, /* check */
        send_batch,
        NULL, /* flush */
        cancel,
        shut_down,
        NULL, /* extension */
    };
    return &plugin;
}
