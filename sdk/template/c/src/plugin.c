/* The table that the host calls. Everything behind it is in the other files. */
#include "fields.h"
#include "findings.h"
#include "settings.h"
#include "workers.h"

#include <sluice/destination.h>

#include <stdlib.h>

struct sluice_instance {
    settings setting;
    fields field;
    workers* crew;
};

static sluice_str describe(void) {
    return str_of(sluice_manifest_v1);
}

static sluice_rc
validate_mapping(const sluice_host* host, sluice_ctx* ctx, const sluice_spec* spec) {
    findings found = {host, ctx, 0};
    settings setting;
    settings_read(&found, spec, &setting);
    fields_check(&found, spec);
    return found.errors == 0 ? SLUICE_OK : SLUICE_E_INVALID;
}

static void drop(sluice_instance* self) {
    if (self->crew != NULL) {
        workers_end(self->crew);
    }
    fields_free(&self->field);
    free(self);
}

static sluice_rc init(
    const sluice_host* host,
    sluice_ctx* ctx,
    const sluice_spec* spec,
    sluice_limits* limits,
    sluice_instance** out
) {
    sluice_instance* self = NULL;
    findings found = {host, ctx, 0};
    if (validate_mapping(host, ctx, spec) != SLUICE_OK) {
        return SLUICE_E_INVALID;
    }
    self = (sluice_instance*)calloc(1, sizeof *self);
    if (self == NULL) {
        return SLUICE_E_NOMEM;
    }
    settings_read(&found, spec, &self->setting);
    if (fields_copy(spec, &self->field)) {
        self->crew = workers_start(host, ctx, &self->setting, &self->field);
    }
    if (self->crew == NULL) {
        drop(self);
        return SLUICE_E_NOMEM;
    }
    limits->max_batch_records = most_in_flight;
    limits->max_in_flight = most_in_flight;
    *out = self;
    return SLUICE_OK;
}

static sluice_rc send_batch(sluice_instance* self, const sluice_batch* batch) {
    return workers_take(self->crew, batch) ? SLUICE_OK : SLUICE_E_INVALID;
}

static void cancel(sluice_instance* self) {
    workers_cancel(self->crew);
}

static void shut_down(sluice_instance* self, uint64_t deadline_mono_ns) {
    (void)deadline_mono_ns; /* a cancelled exchange ends at once */
    drop(self);
}

const sluice_plugin* sluice_destination_v1(void) {
    static const sluice_plugin plugin = {
        sizeof plugin,
        SLUICE_ABI_MINOR,
        0, /* the oldest host it runs on */
        0, /* flags */
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
