#include "http.h"

#include <ctype.h>
#include <string.h>

/* Behind the empty line that ends a head; NULL if it is not there yet. */
static const char* end_of_head(const char* at, const char* end) {
    for (; end - at >= 4; at++) {
        if (memcmp(at, "\r\n\r\n", 4) == 0) {
            return at + 4;
        }
    }
    return NULL;
}

/* "HTTP/1.1 204 No Content": 204; 0 if it is no status line. */
static int status_of(const char* at, const char* end) {
    if (end - at < 13 || memcmp(at, "HTTP/1.", 7) != 0 || at[8] != ' ' ||
        !isdigit((unsigned char)at[9]) || !isdigit((unsigned char)at[10]) ||
        !isdigit((unsigned char)at[11]) || (at[12] != ' ' && at[12] != '\r')) {
        return 0;
    }
    return (at[9] - '0') * 100 + (at[10] - '0') * 10 + (at[11] - '0');
}

static int begins(const char* at, const char* end, const char* lower) {
    for (; *lower != '\0'; lower++, at++) {
        if (at == end || tolower((unsigned char)*at) != *lower) {
            return 0;
        }
    }
    return 1;
}

/* The value of Retry-After, without the space around it. */
static void copy_retry_after(const char* at, const char* end, char* out, size_t cap) {
    size_t len = 0;
    out[0] = '\0';
    while (at < end && !begins(at, end, "\r\nretry-after:")) {
        at++;
    }
    if (at == end) {
        return;
    }
    at += strlen("\r\nretry-after:");
    while (at < end && (*at == ' ' || *at == '\t')) {
        at++;
    }
    while (at + len < end && at[len] != '\r' && at[len] != '\n') {
        len++;
    }
    if (len < cap) {
        memcpy(out, at, len);
        out[len] = '\0';
    }
}

int http_read_head(const char* bytes, size_t len, http_reply* out) {
    const char* at = bytes;
    const char* end = bytes + len;
    const char* behind = NULL;
    while ((behind = end_of_head(at, end)) != NULL) {
        out->status = status_of(at, behind);
        if (out->status < 100 || out->status > 599) {
            return -1;
        }
        if (out->status >= 200) {
            copy_retry_after(at, behind, out->retry_after, sizeof out->retry_after);
            return 1;
        }
        at = behind; /* 1xx: the reply itself is still to come */
    }
    return 0;
}
