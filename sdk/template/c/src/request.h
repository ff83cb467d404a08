/* The bytes that are sent for a record. Pure; any thread. */
#ifndef REQUEST_H
#define REQUEST_H

#include "buffer.h"
#include "settings.h"

#include <sluice/destination.h>

/* POST /records HTTP/1.1
 * Host: 127.0.0.1:8080
 * Authorization: Bearer ...      (token: NULL or printable ASCII, without a line end)
 * Idempotency-Key: ...           (the record's id; what is not a letter, a digit or one of -._~ as
 * %XX) */
void request_write(
    const endpoint* to, const char* token, sluice_str id, const buffer* body, buffer* out
);

#endif
