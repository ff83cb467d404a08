#include "body.h"

#include "json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static body_fault fault(uint32_t reason, uint32_t slot, const char* message) {
    body_fault made;
    made.reason = reason;
    made.slot = (int32_t)slot;
    made.message = message;
    return made;
}

/* NUMBER and JSON come as text; `first` is what it may begin with. */
static int put_json(buffer* to, const sluice_value* value, const char* first) {
    if (value->len == 0 || strchr(first, value->u.s[0]) == NULL || value->u.s[0] == '\0' ||
        !json_is_valid(json_of(value->u.s, value->len))) {
        return 0;
    }
    buffer_put(to, value->u.s, value->len);
    return 1;
}

static int put_double(buffer* to, double number) {
    char text[40];
    char* comma = NULL;
    if (!isfinite(number)) {
        return 0;
    }
    (void)snprintf(text, sizeof text, "%.17g", number);
    comma = strchr(text, ','); /* the decimal point of some locales */
    if (comma != NULL) {
        *comma = '.';
    }
    buffer_put_text(to, text);
    return 1;
}

/* Gives 0 for what has no form in JSON. */
static int put_value(buffer* to, const sluice_value* value) {
    char text[24];
    switch (value->type) {
    case SLUICE_T_NULL:
        buffer_put_text(to, "null");
        return 1;
    case SLUICE_T_BOOL:
        buffer_put_text(to, value->u.i != 0 ? "true" : "false");
        return 1;
    case SLUICE_T_I64:
    case SLUICE_T_TIME_US:
        (void)snprintf(text, sizeof text, "%lld", (long long)value->u.i);
        buffer_put_text(to, text);
        return 1;
    case SLUICE_T_F64:
        return put_double(to, value->u.d);
    case SLUICE_T_STR:
        return json_put_string(to, value->u.s, value->len);
    case SLUICE_T_NUMBER:
        return put_json(to, value, "-0123456789");
    case SLUICE_T_JSON:
        return put_json(to, value, "{[\"-0123456789tfn");
    default:
        return 0;
    }
}

static int put_whole_object(buffer* to, const sluice_value* value) {
    if (value->type == SLUICE_T_ABSENT || value->type == SLUICE_T_NULL) {
        buffer_put_text(to, "{}");
        return 1;
    }
    return value->type == SLUICE_T_JSON && put_json(to, value, "{");
}

static body_fault put_attributes(const fields* of, const sluice_record* record, buffer* to) {
    const char* separator = "{";
    uint32_t slot = 0;
    for (slot = 0; slot < of->count; slot++) {
        const sluice_value* value = &record->values[slot];
        if (slot == of->id || (of->names[slot] != NULL && value->type == SLUICE_T_ABSENT)) {
            continue;
        }
        if (of->names[slot] == NULL) {
            return put_whole_object(to, value) ? fault(SLUICE_WHY_NONE, 0, "")
                                               : fault(
                                                     SLUICE_WHY_INVALID_FIELD,
                                                     slot,
                                                     "expected attributes.* to be a JSON object"
                                                 );
        }
        buffer_put_text(to, separator);
        separator = ",";
        if (!json_put_string(to, of->names[slot], strlen(of->names[slot]))) {
            return fault(
                SLUICE_WHY_INVALID_FIELD, slot, "expected the attribute's name to be UTF-8"
            );
        }
        buffer_put_text(to, ":");
        if (!put_value(to, value)) {
            return fault(
                SLUICE_WHY_INVALID_FIELD,
                slot,
                "expected a value that JSON has: UTF-8 text, a finite number, true, false, null"
            );
        }
    }
    buffer_put_text(to, *separator == '{' ? "{}" : "}");
    return fault(SLUICE_WHY_NONE, 0, "");
}

body_fault body_write(const fields* of, const sluice_record* record, buffer* to) {
    body_fault found = fault(SLUICE_WHY_NONE, 0, "");
    const sluice_value* id = NULL;
    if (record->n_values != of->count) {
        return fault(SLUICE_WHY_INTERNAL, 0, "expected as many values as fields were mapped");
    }
    id = &record->values[of->id];
    if (id->type == SLUICE_T_ABSENT || id->type == SLUICE_T_NULL ||
        (id->type == SLUICE_T_STR && id->len == 0)) {
        return fault(SLUICE_WHY_MISSING_FIELD, of->id, "expected an id, found none");
    }
    buffer_put_text(to, "{\"id\":");
    if (id->type != SLUICE_T_STR || !json_put_string(to, id->u.s, id->len)) {
        return fault(SLUICE_WHY_INVALID_FIELD, of->id, "expected id to be UTF-8 text");
    }
    buffer_put_text(to, ",\"attributes\":");
    found = put_attributes(of, record, to);
    buffer_put_text(to, "}");
    return found;
}
