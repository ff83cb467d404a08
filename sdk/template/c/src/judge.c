#include "judge.h"

#include "findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t longest_pause_s = 3600;

/* Days from 1970-01-01 to a date of the Gregorian calendar; March is the first month of its year.
 */
static int64_t days_to(int year, int month, int day) {
    const int64_t y = month > 2 ? year : year - 1;
    const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

static int64_t seconds_until(const char* date, int64_t unix_s) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4] = "";
    int day = 0;
    int year = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    const char* month = NULL;
    if (sscanf(
            date,
            "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT",
            &day,
            name,
            &year,
            &hour,
            &minute,
            &second
        ) != 6) {
        return 0;
    }
    month = strlen(name) == 3 ? strstr(months, name) : NULL;
    if (month == NULL || (month - months) % 3 != 0) {
        return 0;
    }
    return days_to(year, (int)(month - months) / 3 + 1, day) * 86400 + hour * 3600 + minute * 60 +
           second - unix_s;
}

uint64_t retry_after_ms(const char* text, int64_t unix_s) {
    int64_t seconds = 0;
    if (text[0] != '\0' && text[strspn(text, "0123456789")] == '\0') {
        seconds = strlen(text) > 6 ? longest_pause_s : strtol(text, NULL, 10);
    } else {
        seconds = seconds_until(text, unix_s);
    }
    if (seconds <= 0) {
        return 0;
    }
    return (uint64_t)(seconds > longest_pause_s ? longest_pause_s : seconds) * 1000u;
}

void judge_unsent(
    uint32_t status, uint32_t reason, const char* code, const char* message, verdict* out
) {
    memset(out, 0, sizeof *out);
    out->result.status = status;
    out->result.reason = reason;
    out->result.code = str_of(code);
    out->result.message = str_of(message);
    out->result.field = -1;
}

/* The table. 3xx means that the endpoint is another than it should be: no record is to blame. */
static void judge_status(const http_reply* reply, int64_t unix_s, verdict* out) {
    const int status = reply->status;
    const uint64_t pause = retry_after_ms(reply->retry_after, unix_s);
    if (status >= 200 && status < 300) {
        judge_unsent(SLUICE_DELIVERED, SLUICE_WHY_NONE, "", "", out);
    } else if (status == 401 || status == 403) {
        judge_unsent(SLUICE_AUTH_FAILED, SLUICE_WHY_NONE, "auth_refused", "", out);
    } else if (status == 429 || (status == 503 && pause > 0)) {
        judge_unsent(SLUICE_RETRY, SLUICE_WHY_RATE_LIMITED, "rate_limited", "", out);
        out->result.flags = SLUICE_R_WHOLE_DESTINATION;
    } else if (status == 408 || status == 425 || status >= 500) {
        judge_unsent(
            SLUICE_RETRY,
            status == 408 ? SLUICE_WHY_TIMEOUT : SLUICE_WHY_SERVER,
            "unavailable",
            "",
            out
        );
    } else if (status < 400) {
        judge_unsent(SLUICE_RETRY, SLUICE_WHY_PROTOCOL, "misrouted", "", out);
        out->result.flags = SLUICE_R_WHOLE_DESTINATION;
    } else if (status == 413) {
        judge_unsent(SLUICE_REJECTED, SLUICE_WHY_TOO_LARGE, "too_large", "", out);
    } else {
        judge_unsent(SLUICE_REJECTED, SLUICE_WHY_INVALID_FIELD, "refused", "", out);
    }
    out->result.retry_after_ms = out->result.status == SLUICE_RETRY ? pause : 0;
    out->result.vendor_code = status;
}

static void judge_failure(const http_reply* reply, verdict* out) {
    switch (reply->end) {
    case HTTP_CANCELLED:
        judge_unsent(
            reply->was_written ? SLUICE_RETRY : SLUICE_CANCELLED,
            SLUICE_WHY_NONE,
            "cancelled",
            "",
            out
        );
        break;
    case HTTP_TIMEOUT:
        judge_unsent(SLUICE_RETRY, SLUICE_WHY_TIMEOUT, "timeout", "", out);
        break;
    case HTTP_GARBLED:
        judge_unsent(SLUICE_RETRY, SLUICE_WHY_PROTOCOL, "reply_not_understood", "", out);
        break;
    case HTTP_UNREACHABLE:
        judge_unsent(SLUICE_RETRY, SLUICE_WHY_NETWORK, "unreachable", "", out);
        break;
    default:
        judge_unsent(SLUICE_RETRY, SLUICE_WHY_NETWORK, "connection_lost", "", out);
        break;
    }
    if (reply->was_written) {
        out->result.flags |= SLUICE_R_MAYBE_DELIVERED;
    }
}

void judge(const http_reply* reply, const endpoint* by, int64_t unix_s, verdict* out) {
    if (reply->end == HTTP_REPLIED) {
        judge_status(reply, unix_s, out);
        (void)snprintf(
            out->message_text,
            sizeof out->message_text,
            "%s answered %d",
            by->authority,
            reply->status
        );
    } else {
        judge_failure(reply, out);
        (void
        )snprintf(out->message_text, sizeof out->message_text, "%s gave no answer", by->authority);
    }
    out->result.requests = (uint32_t)(reply->was_written != 0);
    if (out->result.status != SLUICE_DELIVERED) {
        out->result.message = str_of(out->message_text);
    }
}
