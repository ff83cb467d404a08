#include "findings.h"

#include <string.h>

sluice_str str_of(const char* text) {
    sluice_str str;
    str.ptr = text;
    str.len = strlen(text);
    return str;
}

void findings_error(findings* self, const char* path, const char* code, const char* message) {
    sluice_issue issue = {0};
    issue.struct_size = sizeof issue;
    issue.severity = SLUICE_SEV_ERROR;
    issue.path = str_of(path);
    issue.code = str_of(code);
    issue.message = str_of(message);
    self->errors++;
    self->host->report(self->ctx, &issue);
}
