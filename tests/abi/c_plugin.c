/* A whole plugin in C99 against destination.h alone: it needs nothing of the SDK's C++ and answers
 * each record inline. Built by the ABI tests and loaded by the host's own loader. */
#include <sluice/destination.h>

#include <stdlib.h>
#include <string.h>

struct sluice_instance {
    const sluice_host* host;
    sluice_ctx* ctx;
    uint32_t user; /* the slot that must hold something */
};

static sluice_str text(const char* bytes) {
    sluice_str str = {bytes, strlen(bytes)};
    return str;
}

static int is_user(const sluice_field* field) {
    return field->name.len == 4 && memcmp(field->name.ptr, "user", 4) == 0;
}

static sluice_str describe(void) {
    return text(sluice_manifest_v1);
}

static sluice_rc
validate_mapping(const sluice_host* host, sluice_ctx* ctx, const sluice_spec* spec) {
    sluice_issue issue = {0};
    uint32_t i = 0;
    for (i = 0; i < spec->n_fields; i++) {
        if (is_user(&spec->fields[i])) {
            return SLUICE_OK;
        }
    }
    issue.struct_size = sizeof issue;
    issue.severity = SLUICE_SEV_ERROR;
    issue.path = text("/fields");
    issue.code = text("missing_field");
    issue.message = text("expected the field user to be mapped, found no such field");
    host->report(ctx, &issue);
    return SLUICE_E_INVALID;
}

static sluice_rc init(
    const sluice_host* host,
    sluice_ctx* ctx,
    const sluice_spec* spec,
    sluice_limits* limits,
    sluice_instance** out
) {
    sluice_instance* self = (sluice_instance*)calloc(1, sizeof *self);
    if (self == NULL) {
        return SLUICE_E_NOMEM;
    }
    self->host = host;
    self->ctx = ctx;
    while (self->user < spec->n_fields && !is_user(&spec->fields[self->user])) {
        self->user++;
    }
    limits->max_batch_records = 256;
    limits->max_in_flight = 256;
    *out = self;
    return SLUICE_OK;
}

static sluice_rc send(sluice_instance* self, const sluice_batch* batch) {
    size_t i = 0;
    for (i = 0; i < batch->n_records; i++) {
        const sluice_record* record = &batch->records[i];
        sluice_result result = {0};
        result.token = record->token;
        result.field = -1;
        if (record->values[self->user].type == SLUICE_T_STR) {
            result.status = SLUICE_DELIVERED;
            result.requests = 1;
        } else {
            result.status = SLUICE_REJECTED;
            result.reason = SLUICE_WHY_MISSING_FIELD;
            result.code = text("no_user");
            result.message = text("expected a user, found none");
            result.field = (int32_t)self->user;
        }
        self->host->complete(self->ctx, &result, 1);
    }
    return SLUICE_OK;
}

static void cancel(sluice_instance* self) {
    (void)self;
}

static void shutdown(sluice_instance* self, uint64_t deadline_mono_ns) {
    (void)deadline_mono_ns;
    free(self);
}

const sluice_plugin* sluice_destination_v1(void) {
    static const sluice_plugin plugin = {
        sizeof plugin,
        SLUICE_ABI_MINOR,
        0,
        0,
        describe,
        validate_mapping,
        init,
        NULL,
        send,
        NULL,
        cancel,
        shutdown,
        NULL,
    };
    return &plugin;
}
