/* verify.h: the extension "sluice.verify/1" of the ABI: what the far side knows of a record's user, and what it holds of
 * the record's attributes. C99; needs destination.h alone. A plugin offers it by sluice_plugin.extension(SLUICE_VERIFY_ID),
 * which gives a sluice_verify for ever; a host that does not know it never asks, and a plugin without it answers NULL.
 *
 * The rules and tags of destination.h hold. A question is a sluice_record, with the slots that send() gets:
 * - It is lent until its answer, as a record until its verdict. Each question that ask() took has exactly one answer.
 * - It changes nothing at the far side, uses nothing of the account's quota, and needs no verdict.
 * - Questions open at a time are at most sluice_limits.max_in_flight, those of one batch at most max_batch_records. They
 *   do not count among the records in flight; ask() may come while records are on their way.
 * - cancel() answers open questions too: UNTOLD, promptly. A shutdown() with open questions answers them, or drops them
 *   without an answer: no host call once it has returned.
 * - An answer holds no token, no body and no visitor's value, but for `found` where SLUICE_Q_VALUES asked for it.
 *
 * Array elements never change within this extension; growable structs grow at their end (SLUICE_HAS). Another layout would
 * be another id, "sluice.verify/2".
 */
#ifndef SLUICE_VERIFY_H
#define SLUICE_VERIFY_H

#include <sluice/destination.h>

#define SLUICE_VERIFY_ID "sluice.verify/1"

#ifdef __cplusplus
extern "C" {
#endif

/* sluice_answer.known. An unknown one counts as UNTOLD. */
enum {
  SLUICE_KNOWN_UNTOLD = 0, /* it could not be found out: reason, code and message say why */
  SLUICE_KNOWN_YES = 1,    /* the far side knows the user */
  SLUICE_KNOWN_NO = 2      /* it does not: an update would change nothing, or make the user */
};

/* sluice_attribute.state. An unknown one is not counted. */
enum {
  SLUICE_ATTR_SAME = 1,        /* the far side holds what the record says */
  SLUICE_ATTR_OVERWRITTEN = 2, /* it holds something else */
  SLUICE_ATTR_ABSENT = 3       /* it holds nothing under that name */
};

/* sluice_question_batch.flags */
enum {
  SLUICE_Q_ATTRIBUTES = 1, /* tell the attributes too; without it `known` is enough */
  SLUICE_Q_VALUES = 2      /* tell what was found: an operator asked for this user's values on his terminal */
};

/* --- array elements: frozen --- */

typedef struct sluice_attribute { /* 48 bytes */
  int32_t field;                  /* the slot it was sent from; -1: none, say a constant of the options */
  uint32_t state;                 /* SLUICE_ATTR_* */
  sluice_str member;              /* of a JSON slot, or the name of what has no slot; else empty */
  sluice_str found;               /* what the far side holds, as text; empty unless SLUICE_Q_VALUES asked */
  uint64_t reserved0;
} sluice_attribute;

typedef struct sluice_answer { /* 80 bytes */
  uint64_t token;              /* of the question */
  uint32_t known;              /* SLUICE_KNOWN_* */
  uint32_t reason;             /* UNTOLD: SLUICE_WHY_* */
  int32_t vendor_code;         /* the far side's own, say an HTTP status; 0 none */
  uint32_t requests;           /* requests that may have reached the far side */
  const sluice_attribute *attributes; /* those the record would send; of a user that is known */
  size_t n_attributes;
  sluice_str code;    /* UNTOLD: as sluice_result.code */
  sluice_str message; /* UNTOLD: as sluice_result.message */
  uint64_t reserved0;
} sluice_answer;

/* --- growable --- */

typedef struct sluice_question_batch {
  uint32_t struct_size;
  uint32_t flags; /* SLUICE_Q_* */
  const sluice_record *records;
  size_t n_records;
  uint64_t deadline_mono_ns; /* every question is to have its answer before this */
} sluice_question_batch;

/* What the host gives with each ask(); the same table each time, lent until shutdown() returns. */
typedef struct sluice_verify_host {
  uint32_t struct_size;
  uint32_t reserved0;
  /* [any thread] Answers to n questions, each exactly once. May be called inside ask(). Never calls back into the plugin,
   * never blocks on I/O. The context is that of init(). */
  void (*answer)(sluice_ctx *, const sluice_answer *, size_t n);
} sluice_verify_host;

/* What the plugin gives: a static const table, all functions set. */
typedef struct sluice_verify {
  uint32_t struct_size;
  uint32_t settle_ms; /* how long after DELIVERED the far side needs, as a rule, to show what it accepted */
  /* [any thread] As validate_mapping: offline, without state. UNSUPPORTED, with a report, for an action or a mapping about
   * which nothing can be asked. Questions come after an OK alone. */
  sluice_rc (*validate)(const sluice_host *, sluice_ctx *, const sluice_spec *);
  /* [serial] Takes the whole batch or, on any error, none of it. Returns within 50 ms unless SLUICE_PF_BLOCKING_SEND. */
  sluice_rc (*ask)(sluice_instance *, const sluice_verify_host *, const sluice_question_batch *);
} sluice_verify;

#ifdef __cplusplus
}
#endif
#endif
