/* A record as the JSON that is posted: {"id":"crm-7","attributes":{"tier":"gold","points":1.10}}.
 * Pure; any thread. */
#ifndef BODY_H
#define BODY_H

#include "buffer.h"
#include "fields.h"

#include <sluice/destination.h>

/* Why a record has no body. */
typedef struct body_fault {
    uint32_t reason; /* SLUICE_WHY_*; NONE: there is a body */
    int32_t slot;
    const char* message;
} body_fault;

body_fault body_write(const fields* of, const sluice_record* record, buffer* to);

#endif
