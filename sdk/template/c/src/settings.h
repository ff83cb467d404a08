/* The configuration of a destination, read and checked. Used by validate_mapping and init; any
 * thread. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "findings.h"

#include <sluice/destination.h>

/* Where requests go. Plain HTTP sends the token in clear, so that it stays on this machine. */
typedef struct endpoint {
    int is_ipv6;
    unsigned short port;
    char authority[64]; /* "127.0.0.1:8080", as it was written */
    char path[1024];    /* "/records"; printable ASCII */
} endpoint;

typedef struct settings {
    endpoint to;
    char token[64]; /* the secret's name, for sluice_host.secret; empty: no token is sent */
} settings;

/* `text` is http://127.0.0.1:8080/records, http://localhost or http://[::1]:8080. Gives 0 if it is
 * anything else. */
int endpoint_read(const char* text, endpoint* out);

/* Reports everything that is wrong with the configuration. */
void settings_read(findings* found, const sluice_spec* spec, settings* out);

#endif
