/* Delivers every record at once, inside send, and looks at none: what is left is the way to it and back. PLUGIN_FLAGS:
 * what it says of itself, SLUICE_PF_*. */
#include <sluice/destination.h>

#include <stdlib.h>
#include <string.h>

#ifndef PLUGIN_FLAGS
#define PLUGIN_FLAGS 0
#endif

struct sluice_instance {
  const sluice_host *host;
  sluice_ctx *context;
};

static sluice_str describe(void) {
  sluice_str manifest;
  manifest.ptr = sluice_manifest_v1;
  manifest.len = strlen(sluice_manifest_v1);
  return manifest;
}

static sluice_rc validate(const sluice_host *host, sluice_ctx *context, const sluice_spec *spec) {
  (void)host;
  (void)context;
  (void)spec;
  return SLUICE_OK;
}

static sluice_rc init(const sluice_host *host, sluice_ctx *context, const sluice_spec *spec, sluice_limits *limits,
                      sluice_instance **self) {
  (void)spec;
  *self = malloc(sizeof **self);
  if (*self == NULL) {
    return SLUICE_E_NOMEM;
  }
  (*self)->host = host;
  (*self)->context = context;
  limits->max_batch_records = 256;
  limits->max_in_flight = 1024;
  return SLUICE_OK;
}

static sluice_rc send(sluice_instance *self, const sluice_batch *batch) {
  for (size_t i = 0; i < batch->n_records; ++i) {
    sluice_result result;
    memset(&result, 0, sizeof result);
    result.token = batch->records[i].token;
    result.status = SLUICE_DELIVERED;
    result.field = -1;
    self->host->complete(self->context, &result, 1);
  }
  return SLUICE_OK;
}

static void cancel(sluice_instance *self) {
  (void)self;
}

static void shut_down(sluice_instance *self, uint64_t deadline) {
  (void)deadline;
  free(self);
}

static const sluice_plugin table = {sizeof table, SLUICE_ABI_MINOR, 0,    PLUGIN_FLAGS,      describe,  validate, init,
                                    NULL,         send,             NULL, cancel, shut_down, NULL};

const sluice_plugin *sluice_destination_v1(void) {
  return &table;
}
