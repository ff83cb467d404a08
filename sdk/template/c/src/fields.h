/* Which slot of a record holds what: the identifier, and the attributes with their names. Made by
 * init, read by the workers; never changes in between. */
#ifndef FIELDS_H
#define FIELDS_H

#include "findings.h"

#include <sluice/destination.h>

typedef struct fields {
    uint32_t count;
    uint32_t id;  /* the slot of the identifier */
    char** names; /* of attributes, "tier"; NULL: the whole object, of attributes.*; of the
                     identifier too */
} fields;

/* Reports everything that is wrong with the action and its fields. */
void fields_check(findings* found, const sluice_spec* spec);

/* Copies what fields_check() found right. Gives 0 if there is no memory. */
int fields_copy(const sluice_spec* spec, fields* out);
void fields_free(fields* self);

#endif
