#include "deliver.h"

#include "body.h"
#include "judge.h"
#include "request.h"

#include <string.h>

/* Asks the host for the token if it is not known, or was refused. Gives 0 if there is none that a
 * header can hold. */
static int has_token(courier* by) {
    size_t len = 0;
    size_t i = 0;
    if (by->token[0] != '\0') {
        return 1;
    }
    if (by->host->secret(
            by->ctx, str_of(by->setting->token), by->token, sizeof by->token - 1, &len
        ) != SLUICE_OK) {
        by->token[0] = '\0';
        return 0;
    }
    while (len > 0 && (by->token[len - 1] == '\n' || by->token[len - 1] == '\r')) {
        len--; /* the end of the file that it came from */
    }
    by->token[len] = '\0';
    for (i = 0; i < len; i++) {
        if (by->token[i] <= ' ' || by->token[i] > '~') { /* a line end would begin another header */
            by->token[0] = '\0';
            return 0;
        }
    }
    return len > 0;
}

static void post(
    courier* by,
    const sluice_record* record,
    const buffer* body,
    const http_limits* limits,
    verdict* out
) {
    const char* token = by->setting->token[0] != '\0' ? by->token : NULL;
    const int64_t unix_s = (int64_t)(by->host->unix_ns(by->ctx) / 1000000000u);
    buffer request = {0};
    http_reply reply;
    request_write(&by->setting->to, token, record->id, body, &request);
    if (request.is_broken) {
        judge_unsent(
            SLUICE_RETRY, SLUICE_WHY_INTERNAL, "no_memory", "no memory for the request", out
        );
    } else {
        reply = http_exchange(&by->setting->to, &request, limits);
        judge(&reply, &by->setting->to, unix_s, out);
    }
    buffer_free(&request);
    if (out->result.status == SLUICE_AUTH_FAILED) {
        memset(by->token, 0, sizeof by->token);
    }
}

void deliver(courier* by, const sluice_record* record, const http_limits* limits) {
    buffer body = {0};
    verdict out;
    const body_fault fault = body_write(by->field, record, &body);
    if (record->op != SLUICE_OP_UPSERT) {
        judge_unsent(
            SLUICE_REJECTED,
            SLUICE_WHY_INVALID_FIELD,
            "operation",
            "expected an upsert, found another operation",
            &out
        );
    } else if (fault.reason != SLUICE_WHY_NONE) {
        judge_unsent(SLUICE_REJECTED, fault.reason, "bad_value", fault.message, &out);
        out.result.field = fault.slot;
    } else if (body.is_broken) {
        judge_unsent(
            SLUICE_RETRY, SLUICE_WHY_INTERNAL, "no_memory", "no memory for the body", &out
        );
    } else if (by->setting->token[0] != '\0' && !has_token(by)) {
        judge_unsent(
            SLUICE_AUTH_FAILED,
            SLUICE_WHY_NONE,
            "no_token",
            "expected a token of printable ASCII, found none",
            &out
        );
    } else {
        post(by, record, &body, limits, &out);
    }
    buffer_free(&body);
    out.result.token = record->token;
    by->host->complete(by->ctx, &out.result, 1);
}
