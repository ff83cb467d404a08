/* What is wrong with a configuration or a mapping, said to the host. Inside validate_mapping and
 * init alone. */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <sluice/destination.h>

typedef struct findings {
    const sluice_host* host;
    sluice_ctx* ctx;
    unsigned errors;
} findings;

/* path: a JSON pointer. code: short and stable. message: what was expected, what was found, what to
 * do. */
void findings_error(findings* self, const char* path, const char* code, const char* message);

/* Borrows `text`, up to its NUL. */
sluice_str str_of(const char* text);

#endif
