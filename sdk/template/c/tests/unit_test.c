/* The pure parts, case by case. Each check that fails prints its place; the exit code says whether
 * one did. */
#include "body.h"
#include "json.h"
#include "judge.h"
#include "request.h"
#include "settings.h"

#include <stdio.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            failures++;                                                                            \
            (void)fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);    \
        }                                                                                          \
    } while (0)

static int is_json(const char* text) {
    return json_is_valid(json_of(text, strlen(text)));
}

static int holds(const buffer* bytes, const char* text) {
    return bytes->len == strlen(text) && memcmp(bytes->bytes, text, bytes->len) == 0;
}

static sluice_value string_value(const char* text) {
    sluice_value value;
    value.type = SLUICE_T_STR;
    value.len = (uint32_t)strlen(text);
    value.u.s = text;
    return value;
}

static void the_reader_takes_json_and_nothing_else(void) {
    char deep[101];
    CHECK(is_json("{\"a\":[1,-0.5e+3,true,null,\"\\u00e9\\n\"], \"b\" : {}}"));
    CHECK(!is_json(""));
    CHECK(!is_json("{\"a\":1,}"));
    CHECK(!is_json("{\"a\" 1}"));
    CHECK(!is_json("[1] 2"));
    CHECK(!is_json("01"));
    CHECK(!is_json("\"\\x\""));
    CHECK(!is_json("\"\xC0\xAF\""));
    CHECK(!is_json("\"\xED\xA0\x80\""));
    CHECK(!is_json("\"unended"));
    memset(deep, '[', 50);
    memset(deep + 50, ']', 50);
    deep[100] = '\0';
    CHECK(!is_json(deep));
}

static void an_endpoint_is_on_this_machine(void) {
    endpoint to;
    CHECK(endpoint_read("http://127.0.0.1:8080/records", &to));
    CHECK(
        to.port == 8080 && strcmp(to.path, "/records") == 0 &&
        strcmp(to.authority, "127.0.0.1:8080") == 0
    );
    CHECK(endpoint_read("http://localhost", &to) && to.port == 80 && strcmp(to.path, "/") == 0);
    CHECK(endpoint_read("http://[::1]:1/", &to) && to.is_ipv6);
    CHECK(!endpoint_read("https://127.0.0.1/", &to));
    CHECK(!endpoint_read("http://127.0.0.1.example.com/", &to));
    CHECK(!endpoint_read("http://127.0.0.1:99999/", &to));
    CHECK(!endpoint_read("http://127.0.0.1:/", &to));
    CHECK(!endpoint_read("http://127.0.0.1/a b", &to));
    CHECK(!endpoint_read("http://127.0.0.1/a\r\nX: y", &to));
}

/* One record of an identifier and a tier, as a body. */
static body_fault body_of(sluice_value id, sluice_value tier, buffer* out) {
    static char tier_name[] = "tier";
    char* names[2] = {NULL, tier_name};
    const sluice_value values[2] = {id, tier};
    const fields of = {2, 0, names};
    sluice_record record;
    memset(&record, 0, sizeof record);
    record.values = values;
    record.n_values = 2;
    return body_write(&of, &record, out);
}

static void a_body_is_json_whatever_the_values_are(void) {
    const sluice_value absent = {0, 0, {NULL}};
    buffer out = {0};
    CHECK(
        body_of(string_value("crm-7"), string_value("a\"\\\r\n"), &out).reason == SLUICE_WHY_NONE
    );
    CHECK(holds(&out, "{\"id\":\"crm-7\",\"attributes\":{\"tier\":\"a\\\"\\\\\\u000d\\u000a\"}}"));
    buffer_free(&out);
    CHECK(body_of(string_value("u"), absent, &out).reason == SLUICE_WHY_NONE);
    CHECK(holds(&out, "{\"id\":\"u\",\"attributes\":{}}"));
    buffer_free(&out);
    CHECK(body_of(absent, absent, &out).reason == SLUICE_WHY_MISSING_FIELD);
    buffer_free(&out);
    CHECK(body_of(string_value("u"), string_value("\xFF"), &out).slot == 1);
    buffer_free(&out);
}

static void a_request_holds_no_line_that_is_not_its_own(void) {
    buffer out = {0};
    buffer body = {0};
    endpoint to;
    sluice_str id = {"a b\r\n", 5};
    buffer_put_text(&body, "{}");
    CHECK(endpoint_read("http://127.0.0.1:1/r", &to));
    request_write(&to, "t", id, &body, &out);
    CHECK(holds(
        &out,
        "POST /r HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n"
        "Content-Type: application/json\r\nContent-Length: 2\r\nAuthorization: Bearer t\r\n"
        "Idempotency-Key: a%20b%0D%0A\r\n\r\n{}"
    ));
    buffer_free(&out);
    buffer_free(&body);
}

static uint32_t status_of(int status, const char* retry_after, uint64_t* pause, uint32_t* flags) {
    http_reply reply;
    endpoint by;
    verdict out;
    memset(&reply, 0, sizeof reply);
    memset(&by, 0, sizeof by);
    reply.end = HTTP_REPLIED;
    reply.was_written = 1;
    reply.status = status;
    strcpy(reply.retry_after, retry_after);
    judge(&reply, &by, 1445412470, &out);
    *pause = out.result.retry_after_ms;
    *flags = out.result.flags;
    return out.result.status;
}

static void each_status_has_its_verdict(void) {
    static const struct {
        int status;
        const char* retry_after;
        uint32_t verdict;
        uint32_t flags;
        uint64_t pause;
    } cases[] = {
        {200, "", SLUICE_DELIVERED, 0, 0},
        {204, "", SLUICE_DELIVERED, 0, 0},
        {302, "", SLUICE_RETRY, SLUICE_R_WHOLE_DESTINATION, 0},
        {400, "", SLUICE_REJECTED, 0, 0},
        {401, "", SLUICE_AUTH_FAILED, 0, 0},
        {403, "", SLUICE_AUTH_FAILED, 0, 0},
        {404, "", SLUICE_REJECTED, 0, 0},
        {408, "", SLUICE_RETRY, 0, 0},
        {413, "", SLUICE_REJECTED, 0, 0},
        {425, "", SLUICE_RETRY, 0, 0},
        {429, "2", SLUICE_RETRY, SLUICE_R_WHOLE_DESTINATION, 2000},
        {429, "Wed, 21 Oct 2015 07:28:00 GMT", SLUICE_RETRY, SLUICE_R_WHOLE_DESTINATION, 10000},
        {500, "", SLUICE_RETRY, 0, 0},
        {503, "1", SLUICE_RETRY, SLUICE_R_WHOLE_DESTINATION, 1000},
        {503, "soon", SLUICE_RETRY, 0, 0},
    };
    size_t i = 0;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint64_t pause = 0;
        uint32_t flags = 0;
        CHECK(status_of(cases[i].status, cases[i].retry_after, &pause, &flags) == cases[i].verdict);
        CHECK(pause == cases[i].pause);
        CHECK(flags == cases[i].flags);
    }
}

static void what_was_written_without_an_answer_may_be_delivered(void) {
    http_reply reply;
    endpoint by;
    verdict out;
    memset(&reply, 0, sizeof reply);
    memset(&by, 0, sizeof by);
    reply.end = HTTP_CANCELLED;
    judge(&reply, &by, 0, &out);
    CHECK(out.result.status == SLUICE_CANCELLED && out.result.flags == 0);
    reply.was_written = 1;
    judge(&reply, &by, 0, &out);
    CHECK(out.result.status == SLUICE_RETRY && out.result.flags == SLUICE_R_MAYBE_DELIVERED);
}

static int head(const char* bytes, http_reply* out) {
    memset(out, 0, sizeof *out);
    return http_read_head(bytes, strlen(bytes), out);
}

static void a_head_is_read_whole_or_not_at_all(void) {
    http_reply out;
    CHECK(head("HTTP/1.1 200 OK\r\n", &out) == 0);
    CHECK(head("HTTP/1.1 200 OK\r\nretry-AFTER:  7\r\n\r\n", &out) == 1);
    CHECK(out.status == 200 && strcmp(out.retry_after, "7") == 0);
    CHECK(head("HTTP/1.1 103 Early Hints\r\n\r\n", &out) == 0);
    CHECK(
        head("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 \r\n\r\n", &out) == 1 &&
        out.status == 204
    );
    CHECK(head("SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n", &out) == -1);
}

int main(void) {
    the_reader_takes_json_and_nothing_else();
    an_endpoint_is_on_this_machine();
    a_body_is_json_whatever_the_values_are();
    a_request_holds_no_line_that_is_not_its_own();
    each_status_has_its_verdict();
    what_was_written_without_an_answer_may_be_delivered();
    a_head_is_read_whole_or_not_at_all();
    return failures == 0 ? 0 : 1;
}
