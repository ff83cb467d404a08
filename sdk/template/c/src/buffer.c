#include "buffer.h"

#include <stdlib.h>
#include <string.h>

static int has_room(buffer* self, size_t len) {
    size_t cap = self->cap == 0 ? 256 : self->cap;
    char* bytes = NULL;
    if (self->is_broken || len > (size_t)-1 / 4 - self->len) {
        return 0;
    }
    if (self->len + len <= self->cap) {
        return 1;
    }
    while (cap < self->len + len) {
        cap *= 2;
    }
    bytes = (char*)realloc(self->bytes, cap);
    if (bytes == NULL) {
        return 0;
    }
    self->bytes = bytes;
    self->cap = cap;
    return 1;
}

void buffer_put(buffer* self, const char* bytes, size_t len) {
    if (len == 0) {
        return;
    }
    if (!has_room(self, len)) {
        self->is_broken = 1;
        return;
    }
    memcpy(self->bytes + self->len, bytes, len);
    self->len += len;
}

void buffer_put_text(buffer* self, const char* text) {
    buffer_put(self, text, strlen(text));
}

void buffer_free(buffer* self) {
    free(self->bytes);
    self->bytes = NULL;
    self->len = 0;
    self->cap = 0;
    self->is_broken = 0;
}
