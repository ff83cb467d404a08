/* One request over plain HTTP/1.1 and the head of its reply, on a connection of its own. Blocks:
 * for worker threads. */
#ifndef HTTP_H
#define HTTP_H

#include "buffer.h"
#include "settings.h"

#include <stdint.h>

typedef enum http_end {
    HTTP_REPLIED,     /* status and retry_after hold */
    HTTP_UNREACHABLE, /* no connection */
    HTTP_LOST,        /* the connection ended before a reply was there */
    HTTP_TIMEOUT,
    HTTP_GARBLED, /* what came was no reply */
    HTTP_CANCELLED
} http_end;

typedef struct http_reply {
    http_end end;
    int was_written; /* the endpoint may have seen something of the request */
    int status;
    char retry_after[40]; /* as it stood; empty: none */
} http_reply;

/* What ends a wait: CLOCK_MONOTONIC, and a descriptor that becomes readable. */
typedef struct http_limits {
    uint64_t deadline_ns;
    int cancel_fd;
} http_limits;

uint64_t mono_ns_now(void);

/* The body is not waited for: the status says everything, and nothing else is sent on this
 * connection. */
http_reply http_exchange(const endpoint* to, const buffer* request, const http_limits* limits);

/* Reads the head in `bytes`: 1 it is a whole one and is in `out`, 0 more is needed, -1 it is none.
 * Skips 1xx. Pure. */
int http_read_head(const char* bytes, size_t len, http_reply* out);

#endif
