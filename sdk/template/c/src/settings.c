#include "settings.h"

#include "json.h"

#include <string.h>

/* The port at `at`, up to `end`; 0 if there is none. */
static unsigned long port_of(const char* at, const char* end) {
    unsigned long port = 0;
    if (at == end || end - at > 5) {
        return 0;
    }
    for (; at < end; at++) {
        if (*at < '0' || *at > '9') {
            return 0;
        }
        port = port * 10 + (unsigned long)(*at - '0');
    }
    return port > 65535 ? 0 : port;
}

static int has_prefix(const char* text, const char* prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

int endpoint_read(const char* text, endpoint* out) {
    static const char* const hosts[] = {"127.0.0.1", "localhost", "[::1]"};
    const char* at = text;
    const char* end = NULL;
    const char* path = NULL;
    unsigned long port = 80;
    size_t i = 0;
    if (!has_prefix(text, "http://")) {
        return 0;
    }
    text += strlen("http://");
    while (i < 3 && !has_prefix(text, hosts[i])) {
        i++;
    }
    if (i == 3) {
        return 0;
    }
    at = text + strlen(hosts[i]);
    end = at + strcspn(at, "/");
    if (at < end) {
        port = *at == ':' ? port_of(at + 1, end) : 0;
    }
    path = *end == '\0' ? "/" : end;
    if (port == 0 || strlen(path) >= sizeof out->path ||
        (size_t)(end - text) >= sizeof out->authority) {
        return 0;
    }
    for (at = path; *at != '\0'; at++) {
        if (*at <= ' ' || *at > '~' || *at == '#') {
            return 0;
        }
    }
    out->is_ipv6 = i == 2;
    out->port = (unsigned short)port;
    memcpy(out->authority, text, (size_t)(end - text));
    out->authority[end - text] = '\0';
    strcpy(out->path, path);
    return 1;
}

/* {"$secret": "name"} */
static int read_secret(json_text value, char* name, size_t cap) {
    json_member member;
    return json_enter(&value) && json_next(&value, &member) && json_is(member.key, "$secret") &&
           json_string(member.value, name, cap) && name[0] != '\0' && !json_next(&value, &member);
}

void settings_read(findings* found, const sluice_spec* spec, settings* out) {
    json_text config = json_of(spec->config_json.ptr, spec->config_json.len);
    json_member member;
    char text[sizeof out->to.path + sizeof out->to.authority];
    int has_endpoint = 0;
    memset(out, 0, sizeof *out);
    if (!json_is_valid(config) || !json_enter(&config)) {
        findings_error(
            found,
            "/config",
            "not_an_object",
            "expected the config to be a JSON object, found something else"
        );
        return;
    }
    while (json_next(&config, &member)) {
        if (json_is(member.key, "endpoint")) {
            has_endpoint = 1;
            if (!json_string(member.value, text, sizeof text) || !endpoint_read(text, &out->to)) {
                findings_error(
                    found,
                    "/config/endpoint",
                    "bad_endpoint",
                    "expected http:// and a loopback address, like http://127.0.0.1:8080/records, "
                    "found something else"
                );
            }
        } else if (json_is(member.key, "token")) {
            if (!read_secret(member.value, out->token, sizeof out->token)) {
                findings_error(
                    found,
                    "/config/token",
                    "not_a_secret",
                    "expected a reference to a secret ({env: ...} or {file: ...}), found something "
                    "else"
                );
            }
        } else {
            findings_error(
                found,
                "/config",
                "unknown_setting",
                "expected endpoint and token, found another setting"
            );
        }
    }
    if (!has_endpoint) {
        findings_error(
            found, "/config/endpoint", "missing_setting", "expected an endpoint, found none"
        );
    }
}
