/* One record's whole way: body, token, request, reply, verdict. Blocks; called by a worker thread
 * that owns `by`. */
#ifndef DELIVER_H
#define DELIVER_H

#include "fields.h"
#include "http.h"
#include "settings.h"

#include <sluice/destination.h>

/* What a worker needs. Everything but `token` is shared, and never changes. */
typedef struct courier {
    const sluice_host* host;
    sluice_ctx* ctx;
    const settings* setting;
    const fields* field;
    char token[4096]; /* as the host last gave it; empty: ask */
} courier;

/* Gives the record its verdict; it may not be looked at afterwards. */
void deliver(courier* by, const sluice_record* record, const http_limits* limits);

#endif
