#include "request.h"

#include <stdio.h>
#include <string.h>

static void put_header(buffer* out, const char* name, const char* value) {
    buffer_put_text(out, name);
    buffer_put_text(out, ": ");
    buffer_put_text(out, value);
    buffer_put_text(out, "\r\n");
}

static void put_percent_encoded(buffer* out, sluice_str text) {
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    size_t i = 0;
    for (i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if (byte != '\0' && strchr(plain, byte) != NULL) {
            buffer_put(out, &byte, 1);
        } else {
            char escape[4];
            (void)snprintf(escape, sizeof escape, "%%%02X", (unsigned)(unsigned char)byte);
            buffer_put_text(out, escape);
        }
    }
}

void request_write(
    const endpoint* to, const char* token, sluice_str id, const buffer* body, buffer* out
) {
    char length[24];
    buffer_put_text(out, "POST ");
    buffer_put_text(out, to->path);
    buffer_put_text(out, " HTTP/1.1\r\n");
    put_header(out, "Host", to->authority);
    put_header(out, "Connection", "close");
    put_header(out, "Content-Type", "application/json");
    (void)snprintf(length, sizeof length, "%lu", (unsigned long)body->len);
    put_header(out, "Content-Length", length);
    if (token != NULL) {
        buffer_put_text(out, "Authorization: Bearer ");
        buffer_put_text(out, token);
        buffer_put_text(out, "\r\n");
    }
    buffer_put_text(out, "Idempotency-Key: ");
    put_percent_encoded(out, id);
    buffer_put_text(out, "\r\n\r\n");
    buffer_put(out, body->bytes, body->len);
}
