#include "json.h"

#include <stdio.h>
#include <string.h>

static const int most_levels = 32;

static int skip_value(json_text* text, int levels);

static int is_at(const json_text* text, char wanted) {
    return text->at < text->end && *text->at == wanted;
}

static int skip_char(json_text* text, char wanted) {
    const int found = is_at(text, wanted);
    text->at += found;
    return found;
}

static void skip_space(json_text* text) {
    while (is_at(text, ' ') || is_at(text, '\t') || is_at(text, '\n') || is_at(text, '\r')) {
        text->at++;
    }
}

static int skip_word(json_text* text, const char* word) {
    const size_t len = strlen(word);
    if ((size_t)(text->end - text->at) < len || memcmp(text->at, word, len) != 0) {
        return 0;
    }
    text->at += len;
    return 1;
}

static int skip_digits(json_text* text) {
    const char* first = text->at;
    while (text->at < text->end && *text->at >= '0' && *text->at <= '9') {
        text->at++;
    }
    return text->at > first;
}

static int skip_number(json_text* text) {
    (void)skip_char(text, '-');
    if (!skip_char(text, '0') && !skip_digits(text)) {
        return 0;
    }
    if (skip_char(text, '.') && !skip_digits(text)) {
        return 0;
    }
    if (skip_char(text, 'e') || skip_char(text, 'E')) {
        if (!skip_char(text, '+')) {
            (void)skip_char(text, '-');
        }
        return skip_digits(text);
    }
    return 1;
}

/* The length of the UTF-8 character at `at`; 0 if there is none: a stray or overlong byte, a
 * surrogate, cut off. */
static size_t utf8_length(const char* at, const char* end) {
    const unsigned char* bytes = (const unsigned char*)at;
    const size_t left = (size_t)(end - at);
    const unsigned char first = bytes[0];
    size_t len = first < 0x80   ? 1
                 : first < 0xC2 ? 0
                 : first < 0xE0 ? 2
                 : first < 0xF0 ? 3
                 : first < 0xF5 ? 4
                                : 0;
    size_t i = 1;
    if (len == 0 || len > left) {
        return 0;
    }
    for (i = 1; i < len; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    if ((first == 0xE0 && bytes[1] < 0xA0) || (first == 0xED && bytes[1] > 0x9F) ||
        (first == 0xF0 && bytes[1] < 0x90) || (first == 0xF4 && bytes[1] > 0x8F)) {
        return 0;
    }
    return len;
}

static int skip_escape(json_text* text) {
    int i = 0;
    if (text->at == text->end) {
        return 0;
    }
    if (*text->at != 'u') {
        return *text->at != '\0' && strchr("\"\\/bfnrt", *text->at++) != NULL;
    }
    text->at++;
    for (i = 0; i < 4; i++, text->at++) {
        if (text->at == text->end || *text->at == '\0' ||
            strchr("0123456789abcdefABCDEF", *text->at) == NULL) {
            return 0;
        }
    }
    return 1;
}

static int skip_string(json_text* text) {
    if (!skip_char(text, '"')) {
        return 0;
    }
    while (text->at < text->end) {
        if (skip_char(text, '"')) {
            return 1;
        }
        if (skip_char(text, '\\')) {
            if (!skip_escape(text)) {
                return 0;
            }
        } else {
            const size_t len =
                (unsigned char)*text->at < 0x20 ? 0 : utf8_length(text->at, text->end);
            if (len == 0) {
                return 0;
            }
            text->at += len;
        }
    }
    return 0;
}

/* Past the members of an object or the elements of an array, whose first bracket is behind. */
static int skip_rest(json_text* text, char last, int levels) {
    skip_space(text);
    if (skip_char(text, last)) {
        return 1;
    }
    do {
        if (last == '}') {
            skip_space(text);
            if (!skip_string(text)) {
                return 0;
            }
            skip_space(text);
            if (!skip_char(text, ':')) {
                return 0;
            }
        }
        if (!skip_value(text, levels)) {
            return 0;
        }
    } while (skip_char(text, ','));
    return skip_char(text, last);
}

static int skip_value(json_text* text, int levels) {
    int is_value = 0;
    if (levels == 0) {
        return 0;
    }
    skip_space(text);
    if (is_at(text, '"')) {
        is_value = skip_string(text);
    } else if (skip_char(text, '{')) {
        is_value = skip_rest(text, '}', levels - 1);
    } else if (skip_char(text, '[')) {
        is_value = skip_rest(text, ']', levels - 1);
    } else {
        is_value = skip_word(text, "true") || skip_word(text, "false") || skip_word(text, "null") ||
                   skip_number(text);
    }
    skip_space(text);
    return is_value;
}

json_text json_of(const char* bytes, size_t len) {
    json_text text = {bytes, bytes};
    if (len > 0) {
        text.end += len;
    }
    return text;
}

int json_is_valid(json_text text) {
    return skip_value(&text, most_levels) && text.at == text.end;
}

int json_enter(json_text* object) {
    skip_space(object);
    return skip_char(object, '{');
}

int json_next(json_text* object, json_member* member) {
    skip_space(object);
    (void)skip_char(object, ',');
    skip_space(object);
    member->key.at = object->at;
    if (!skip_string(object)) {
        return 0;
    }
    member->key.end = object->at;
    skip_space(object);
    (void)skip_char(object, ':');
    skip_space(object);
    member->value.at = object->at;
    (void)skip_value(object, most_levels);
    member->value.end = object->at;
    return 1;
}

int json_string(json_text value, char* out, size_t cap) {
    size_t len = 0;
    if (!skip_char(&value, '"')) {
        return 0;
    }
    while (value.at < value.end && *value.at != '"') {
        if (skip_char(&value, '\\') && !is_at(&value, '/') && !is_at(&value, '\\') &&
            !is_at(&value, '"')) {
            return 0;
        }
        if (len + 1 >= cap) {
            return 0;
        }
        out[len++] = *value.at++;
    }
    out[len] = '\0';
    return 1;
}

int json_is(json_text value, const char* string) {
    char text[64];
    return json_string(value, text, sizeof text) && strcmp(text, string) == 0;
}

int json_put_string(buffer* to, const char* bytes, size_t len) {
    const size_t before = to->len;
    const char* at = bytes;
    const char* end = len == 0 ? bytes : bytes + len;
    buffer_put_text(to, "\"");
    while (at < end) {
        const size_t step = utf8_length(at, end);
        char escape[8];
        if (step == 0) {
            to->len = before;
            return 0;
        }
        if ((unsigned char)*at < 0x20) {
            (void)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*at);
            buffer_put_text(to, escape);
        } else {
            if (*at == '"' || *at == '\\') {
                buffer_put_text(to, "\\");
            }
            buffer_put(to, at, step);
        }
        at += step;
    }
    buffer_put_text(to, "\"");
    return 1;
}
