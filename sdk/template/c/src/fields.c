#include "fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "attributes.";
static const size_t prefix_len = sizeof prefix - 1;

static int is(sluice_str str, const char* text) {
    return str.len == strlen(text) && memcmp(str.ptr, text, str.len) == 0;
}

static int is_attribute(sluice_str name) {
    return name.len > prefix_len && memcmp(name.ptr, prefix, prefix_len) == 0 &&
           memchr(name.ptr, '\0', name.len) == NULL;
}

static int is_type(const sluice_field* field, uint32_t wanted) {
    return field->type == SLUICE_T_ABSENT || field->type == wanted;
}

static void fault(findings* found, uint32_t slot, const char* code, const char* message) {
    char path[32];
    (void)snprintf(path, sizeof path, "/fields/%lu", (unsigned long)slot);
    findings_error(found, path, code, message);
}

static int is_twice(const sluice_spec* spec, uint32_t slot) {
    const sluice_str name = spec->fields[slot].name;
    uint32_t i = 0;
    for (i = 0; i < slot; i++) {
        const sluice_str other = spec->fields[i].name;
        if (other.len == name.len &&
            (name.len == 0 || memcmp(other.ptr, name.ptr, name.len) == 0)) {
            return 1;
        }
    }
    return 0;
}

static void check_field(findings* found, const sluice_spec* spec, uint32_t slot) {
    const sluice_field* field = &spec->fields[slot];
    if (is(field->name, "id")) {
        if (!is_type(field, SLUICE_T_STR)) {
            fault(found, slot, "wrong_type", "expected id to be a string, found another type");
        }
    } else if (!is_attribute(field->name)) {
        fault(
            found,
            slot,
            "unknown_field",
            "expected id, attributes.* or attributes.NAME, found another field"
        );
    } else if (is(field->name, "attributes.*") && spec->n_fields > 2) {
        fault(
            found,
            slot,
            "mixed_fields",
            "expected attributes.* to be the only field beside id, found more: an attribute could "
            "stand there twice"
        );
    } else if (is(field->name, "attributes.*") && !is_type(field, SLUICE_T_JSON)) {
        fault(
            found, slot, "wrong_type", "expected attributes.* to be an object, found another type"
        );
    }
    if (is_twice(spec, slot)) {
        fault(found, slot, "field_twice", "expected each field once, found this one a second time");
    }
    if ((field->flags & SLUICE_FF_MANY) != 0) {
        fault(
            found,
            slot,
            "many_values",
            "expected one value a record, found a path that yields several"
        );
    }
}

void fields_check(findings* found, const sluice_spec* spec) {
    uint32_t slot = 0;
    int has_id = 0;
    if (!is(spec->action, "send")) {
        findings_error(
            found, "/action", "unknown_action", "expected the action send, found another"
        );
    }
    for (slot = 0; slot < spec->n_fields; slot++) {
        has_id = has_id || is(spec->fields[slot].name, "id");
        check_field(found, spec, slot);
    }
    if (!has_id) {
        findings_error(
            found,
            "/fields",
            "missing_field",
            "expected the field id to be mapped, found no such field"
        );
    }
}

int fields_copy(const sluice_spec* spec, fields* out) {
    uint32_t slot = 0;
    out->count = spec->n_fields;
    out->names = (char**)calloc(spec->n_fields, sizeof *out->names);
    if (out->names == NULL) {
        return 0;
    }
    for (slot = 0; slot < spec->n_fields; slot++) {
        const sluice_str name = spec->fields[slot].name;
        if (is(name, "id")) {
            out->id = slot;
        } else if (!is(name, "attributes.*")) {
            const size_t len = name.len - prefix_len;
            out->names[slot] = (char*)malloc(len + 1);
            if (out->names[slot] == NULL) {
                fields_free(out);
                return 0;
            }
            memcpy(out->names[slot], name.ptr + prefix_len, len);
            out->names[slot][len] = '\0';
        }
    }
    return 1;
}

void fields_free(fields* self) {
    uint32_t slot = 0;
    for (slot = 0; slot < self->count && self->names != NULL; slot++) {
        free(self->names[slot]);
    }
    free(self->names);
    self->names = NULL;
    self->count = 0;
}
