/* A growing run of bytes. Running out of memory is remembered: what is put afterwards is dropped,
 * and one look at is_broken at the end is enough. One thread at a time. */
#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>

typedef struct buffer {
    char* bytes;
    size_t len;
    size_t cap;
    int is_broken;
} buffer;

void buffer_put(buffer* self, const char* bytes, size_t len);
void buffer_put_text(buffer* self, const char* text); /* up to the NUL */
void buffer_free(buffer* self);

#endif
