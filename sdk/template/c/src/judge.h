/* What became of a record, judged by the reply to its request. Pure; any thread. */
#ifndef JUDGE_H
#define JUDGE_H

#include "http.h"

#include <sluice/destination.h>

/* Fills in everything but the token. The strings live for ever but for `message`, which is written
 * into `message_text`. unix_s: now, for a Retry-After that is a date. */
typedef struct verdict {
    sluice_result result;
    char message_text[160];
} verdict;

void judge(const http_reply* reply, const endpoint* by, int64_t unix_s, verdict* out);

/* A verdict without a request. `message` is a sentence that lives for ever. */
void judge_unsent(
    uint32_t status, uint32_t reason, const char* code, const char* message, verdict* out
);

/* "120" or "Wed, 21 Oct 2015 07:28:00 GMT" in milliseconds from now, at most an hour; 0 if it is
 * neither. */
uint64_t retry_after_ms(const char* text, int64_t unix_s);

#endif
