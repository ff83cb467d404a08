/* JSON: a strict reader of what comes over the wall, and a writer of strings. Pure; any thread. */
#ifndef JSON_H
#define JSON_H

#include "buffer.h"

#include <stddef.h>

/* What is still to be read. */
typedef struct json_text {
    const char* at;
    const char* end;
} json_text;

/* The raw text of one member of an object; the key with its quotes. */
typedef struct json_member {
    json_text key;
    json_text value;
} json_member;

json_text json_of(const char* bytes, size_t len);

/* 1 if `text` is one value and nothing more: RFC 8259, UTF-8, at most 32 levels deep. */
int json_is_valid(json_text text);

/* Over the members of a valid object: json_enter() once, then json_next() until it gives 0.
 * json_enter() gives 0 if it is no object. */
int json_enter(json_text* object);
int json_next(json_text* object, json_member* member);

/* Copies the string that `value` is into out, without escapes and with a NUL. 0 if it is no string,
 * does not fit, or has an escape by number: names and addresses have none. */
int json_string(json_text value, char* out, size_t cap);
int json_is(json_text value, const char* string); /* is it this string? */

/* Writes bytes as a JSON string. Gives 0, and leaves `to` as it was, if they are not UTF-8. */
int json_put_string(buffer* to, const char* bytes, size_t len);

#endif
