/* destination.h: the ABI between the host and a destination plugin, version 1. C99; needs <stddef.h> and <stdint.h> alone.
 *
 * Rules that hold everywhere:
 * - Strings are UTF-8 with a length, never NUL-terminated. Times named mono_ns are CLOCK_MONOTONIC.
 * - What you receive is borrowed: call arguments until the call returns; a batch's records and their strings until that
 *   record's verdict; the host table and sluice_ctx until shutdown() returns; the plugin's table and manifest for ever.
 * - What you pass is borrowed by the other side until that call returns. Nobody frees the other side's memory.
 * - No call lets an exception, a longjmp or a panic out. Reserved members are 0.
 * - A struct that begins with struct_size grows at its end alone; read a member only if SLUICE_HAS() says it is there.
 *   The others are array elements and never change in version 1.
 * - A plugin installs no signal handler, does not fork, does not write to stdout, and leaves cwd, umask, locale,
 *   environment and floating-point mode as they are.
 *
 * Thread tags: [any thread] may be called concurrently. [serial] never overlaps another [serial] call on the same
 * instance, but may come from another thread each time. Instances are independent of each other.
 * State tags: life of an instance: init -> running -> (cancel) -> shutdown; after shutdown it is gone.
 */
#ifndef SLUICE_DESTINATION_H
#define SLUICE_DESTINATION_H

#include <stddef.h>
#include <stdint.h>

#define SLUICE_ABI_MAJOR 1
#define SLUICE_ABI_MINOR 0
/* A plugin may compile for an older host: the header then shows that host's layout. Members of minor N will stand
 * under #if SLUICE_ABI_TARGET_MINOR >= N, at the end of their struct. */
#ifndef SLUICE_ABI_TARGET_MINOR
#define SLUICE_ABI_TARGET_MINOR SLUICE_ABI_MINOR
#endif

#define SLUICE_ENTRY_SYMBOL "sluice_destination_v1"
#define SLUICE_MANIFEST_SYMBOL "sluice_manifest_v1"

#if defined(_WIN32)
#define SLUICE_EXPORT __declspec(dllexport)
#else
#define SLUICE_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sluice_str {
  const char *ptr; /* may be NULL when len is 0 */
  size_t len;      /* bytes */
} sluice_str;

/* 0 is success, negative is failure; the details of a failure go through sluice_host.report. */
typedef int32_t sluice_rc;
enum {
  SLUICE_OK = 0,
  SLUICE_E_INVALID = -1,     /* configuration, mapping or argument is wrong: an operator must change it */
  SLUICE_E_AUTH = -2,        /* credentials refused */
  SLUICE_E_UNAVAILABLE = -3, /* the far side cannot be reached now */
  SLUICE_E_UNSUPPORTED = -4,
  SLUICE_E_INTERNAL = -5, /* a bug in the callee */
  SLUICE_E_NOMEM = -6,
  SLUICE_E_NOT_FOUND = -7,
  SLUICE_E_TOO_SMALL = -8 /* the caller's buffer is too small; *len says how many bytes are needed */
};

/* sluice_value.type. An unknown type is REJECTED by the plugin. */
enum {
  SLUICE_T_ABSENT = 0, /* the record has no such member */
  SLUICE_T_NULL = 1,   /* the record has it, and it is null */
  SLUICE_T_BOOL = 2,   /* u.i is 0 or 1 */
  SLUICE_T_I64 = 3,
  SLUICE_T_F64 = 4,
  SLUICE_T_STR = 5,
  SLUICE_T_BYTES = 6,
  SLUICE_T_TIME_US = 7, /* u.i: microseconds since 1970-01-01 UTC */
  SLUICE_T_JSON = 8,    /* u.s, len: JSON text; a prefix field "x.*" holds a flat object of literals */
  SLUICE_T_NUMBER = 9   /* u.s, len: the number's literal text, 1.10 stays 1.10 */
};

/* sluice_record.op */
enum { SLUICE_OP_UPSERT = 1, SLUICE_OP_DELETE = 2, SLUICE_OP_ADD = 3, SLUICE_OP_REMOVE = 4 };

/* sluice_result.status: the verdict on one record. An unknown one counts as RETRY and as misbehaviour. */
enum {
  SLUICE_UNSET = 0,     /* never valid */
  SLUICE_DELIVERED = 1, /* the far side accepted it */
  SLUICE_RETRY = 2,     /* not now; the host sends it again */
  SLUICE_REJECTED = 3,  /* never; the host keeps it among the rejects */
  SLUICE_AUTH_FAILED = 4, /* pauses the destination, uses no attempt, drops nothing */
  SLUICE_CANCELLED = 5    /* not tried; the host requeues it */
};

/* sluice_result.flags */
enum {
  SLUICE_R_MAYBE_DELIVERED = 1,  /* the request was written, but no answer came */
  SLUICE_R_WHOLE_DESTINATION = 2 /* RETRY: pause everything that goes there, not this record alone */
};

/* sluice_result.reason */
enum {
  SLUICE_WHY_NONE = 0,
  SLUICE_WHY_INVALID_FIELD = 1,
  SLUICE_WHY_MISSING_FIELD = 2,
  SLUICE_WHY_TOO_LARGE = 3,
  SLUICE_WHY_NOT_FOUND = 4,
  SLUICE_WHY_CONFLICT = 5,
  SLUICE_WHY_RATE_LIMITED = 6,
  SLUICE_WHY_QUOTA = 7,
  SLUICE_WHY_TIMEOUT = 8,
  SLUICE_WHY_NETWORK = 9,
  SLUICE_WHY_SERVER = 10,
  SLUICE_WHY_PROTOCOL = 11,
  SLUICE_WHY_EXPIRED = 12,
  SLUICE_WHY_INTERNAL = 13
};

enum { SLUICE_LOG_TRACE = 0, SLUICE_LOG_DEBUG = 1, SLUICE_LOG_INFO = 2, SLUICE_LOG_WARN = 3, SLUICE_LOG_ERROR = 4 };
enum { SLUICE_SEV_INFO = 0, SLUICE_SEV_WARNING = 1, SLUICE_SEV_ERROR = 2 };
enum { SLUICE_M_COUNTER = 0, SLUICE_M_GAUGE = 1, SLUICE_M_HISTOGRAM = 2 };

/* sluice_plugin.flags */
enum {
  SLUICE_PF_BLOCKING_SEND = 1, /* send() may block: the host gives the instance a thread of its own */
  SLUICE_PF_NEEDS_PROCESS = 2  /* must run in a process of its own */
};

/* sluice_field.flags */
enum {
  SLUICE_FF_REQUIRED = 1,
  SLUICE_FF_KEY = 2, /* order is kept by this field */
  SLUICE_FF_PII = 4, /* never shown in a log */
  SLUICE_FF_MANY = 8 /* the mapping may yield several values (ids[*].crm); the host makes one record of each if the
                        action's manifest lists the field under multi_id, else validate_mapping refuses it */
};

/* --- array elements: frozen for all of version 1 --- */

typedef struct sluice_value { /* 16 bytes */
  uint32_t type;              /* SLUICE_T_* */
  uint32_t len;               /* bytes of STR, BYTES, JSON, NUMBER; else 0 */
  union {
    const char *s;
    int64_t i;
    double d;
  } u;
} sluice_value;

typedef struct sluice_record { /* 56 bytes */
  uint64_t token;              /* the host's; comes back in sluice_result */
  const sluice_value *values;  /* values[j] belongs to sluice_spec.fields[j] */
  uint32_t n_values;
  uint32_t op;   /* SLUICE_OP_* */
  sluice_str id; /* idempotency key: the same over retries and restarts, another for the same line tomorrow */
  uint32_t attempt; /* 1 at the first */
  uint32_t flags;
  uint64_t reserved0;
} sluice_record;

typedef struct sluice_result { /* 96 bytes */
  uint64_t token;
  uint32_t status;         /* SLUICE_DELIVERED ... */
  uint32_t flags;          /* SLUICE_R_* */
  uint32_t reason;         /* SLUICE_WHY_* */
  int32_t vendor_code;     /* the far side's own, say an HTTP status; 0 none */
  uint64_t retry_after_ms; /* RETRY: the earliest next attempt; 0: the host decides */
  sluice_str code;         /* the plugin's own short name: "misrouted" */
  sluice_str message;      /* a sentence; never a token, a body or a visitor's value. Cut at 512 bytes */
  sluice_str member;       /* the member of a JSON slot at fault */
  int32_t field;           /* the slot at fault; -1 none */
  uint32_t requests;       /* requests that may have reached the far side */
  uint64_t reserved0;
} sluice_result;

typedef struct sluice_field { /* 40 bytes */
  sluice_str name;            /* "mbox3rdPartyId", "profile.tier", "profile.*" */
  uint32_t type;              /* SLUICE_T_* the mapping makes sure of; ABSENT: any */
  uint32_t flags;             /* SLUICE_FF_* */
  sluice_value constant;      /* ABSENT unless the mapping gives a constant */
} sluice_field;

/* --- growable structs: struct_size first, appended to at the end, never elements of an array --- */

typedef struct sluice_batch {
  uint32_t struct_size;
  uint32_t flags;
  uint64_t id;
  const sluice_record *records;
  size_t n_records;
  uint64_t deadline_mono_ns; /* every record is to have its verdict before this */
} sluice_batch;

typedef struct sluice_spec {
  uint32_t struct_size;
  uint32_t n_fields;
  sluice_str action;       /* id of an action in the manifest */
  sluice_str config_json;  /* valid against config_schema, defaults filled in; a secret stands as {"$secret":"name"} */
  sluice_str options_json; /* the pipeline's options for this action, valid against options_schema */
  const sluice_field *fields;
} sluice_spec;

typedef struct sluice_issue {
  uint32_t struct_size;
  uint32_t severity;  /* SLUICE_SEV_* */
  sluice_str path;    /* JSON pointer: /config/client_code, /options/audience, /fields/3 */
  sluice_str code;    /* short and stable: "missing_field" */
  sluice_str message; /* what was expected, what was found, what to do */
} sluice_issue;

typedef struct sluice_limits {
  uint32_t struct_size;
  uint32_t max_batch_records; /* the most send() takes at once; at least 1 */
  uint32_t max_in_flight;     /* the most records without a verdict; at least 1 */
  uint32_t max_batch_bytes;   /* 0: no limit */
} sluice_limits;

typedef struct sluice_ctx sluice_ctx;           /* host's side of one instance; opaque */
typedef struct sluice_instance sluice_instance; /* plugin's side of one instance; opaque */

/* What the host gives. All [any thread]; none blocks on I/O but secret(). Only extension may answer NULL. */
typedef struct sluice_host {
  uint32_t struct_size;
  uint32_t abi_minor;
  sluice_str name;
  sluice_str version;
  /* Verdicts on n records, each exactly once. May be called inside send(). Never calls back into the plugin. */
  void (*complete)(sluice_ctx *, const sluice_result *, size_t n);
  /* A finding about configuration or mapping. Inside validate_mapping, init and check alone. */
  void (*report)(sluice_ctx *, const sluice_issue *);
  int32_t (*log_enabled)(sluice_ctx *, uint32_t level);
  /* kv: key, value, key, value ...; n_kv counts the strings. Goes to a bounded queue; never blocks. */
  void (*log)(sluice_ctx *, uint32_t level, sluice_str msg, const sluice_str *kv, size_t n_kv);
  /* Registers a metric and gives its number, the same for the same name; 0 when it is refused. */
  uint32_t (*metric)(sluice_ctx *, uint32_t kind, sluice_str name, sluice_str unit, sluice_str help);
  void (*metric_add)(sluice_ctx *, uint32_t metric, double v); /* counter: add; gauge: set; histogram: observe */
  /* Copies a secret. NOT_FOUND, or TOO_SMALL with *len set to what is needed. May read a file: not on an I/O thread. */
  sluice_rc (*secret)(sluice_ctx *, sluice_str name, char *buf, size_t cap, size_t *len);
  uint64_t (*mono_ns)(sluice_ctx *);
  uint64_t (*unix_ns)(sluice_ctx *);
  const void *(*extension)(sluice_ctx *, const char *id); /* "host.kv/1"; NULL if not offered */
} sluice_host;

/* What the plugin gives: a static const table. Optional hooks may be NULL. */
typedef struct sluice_plugin {
  uint32_t struct_size;
  uint32_t abi_minor;      /* SLUICE_ABI_MINOR it was built with */
  uint32_t min_host_minor; /* the oldest host it runs on */
  uint32_t flags;          /* SLUICE_PF_* */
  /* [any thread] The same bytes as sluice_manifest_v1, without the NUL. */
  sluice_str (*describe)(void);
  /* [any thread] Offline, without state, quick; before any instance and beside live ones. Reports every issue.
   * INVALID if one was an error. */
  sluice_rc (*validate_mapping)(const sluice_host *, sluice_ctx *, const sluice_spec *);
  /* [serial] Makes an instance; succeeds with the far side down. On failure nothing is left behind. */
  sluice_rc (*init)(const sluice_host *, sluice_ctx *, const sluice_spec *, sluice_limits *out, sluice_instance **out_self);
  /* [serial] optional. Proves credentials and reachability; may block on the network until done. Writes nothing there. */
  sluice_rc (*check)(sluice_instance *);
  /* [serial] Takes the whole batch or, on any error, none of it. OK: each record gets exactly one verdict by complete().
   * Returns within 50 ms unless SLUICE_PF_BLOCKING_SEND. */
  sluice_rc (*send)(sluice_instance *, const sluice_batch *);
  /* [serial] optional. Sends now what the plugin holds back for batching. */
  void (*flush)(sluice_instance *);
  /* [any thread] Answers everything still open, promptly; returns within 50 ms. May be called twice. */
  void (*cancel)(sluice_instance *);
  /* [serial] Joins threads, frees the instance; no host call once it has returned. */
  void (*shutdown)(sluice_instance *, uint64_t deadline_mono_ns);
  /* [any thread] optional. NULL for an unknown id. */
  const void *(*extension)(const char *id);
} sluice_plugin;

typedef const sluice_plugin *(*sluice_entry_fn)(void);

/* The two symbols that a plugin exports, and nothing else. The manifest is NUL-terminated JSON, read without dlopen.
 * Declared here, because C++ exports a const object only if it was declared extern before. */
SLUICE_EXPORT extern const char sluice_manifest_v1[];
SLUICE_EXPORT const sluice_plugin *sluice_destination_v1(void);

/* Does *p, as the other side built it, contain member m? */
#define SLUICE_HAS(p, m) ((p)->struct_size >= (size_t)((const char *)(&(p)->m + 1) - (const char *)(p)))

#ifdef __cplusplus
}
#endif
#endif
