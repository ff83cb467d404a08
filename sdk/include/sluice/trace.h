/* trace.h: the extension "sluice.trace/1" of the ABI: what a plugin says to the far side for one record, and what comes
 * back, word for word, for an operator who looks at one user (`sluice try`). C99; needs destination.h alone. Offered by
 * sluice_plugin.extension(SLUICE_TRACE_ID); the rules and tags of destination.h hold.
 *
 * A text holds the record's own values, for that is what it is for, and nothing else that is secret: a token, a key or a
 * signature stands in it as ***. A host begins it for such a look alone, never in a run.
 */
#ifndef SLUICE_TRACE_H
#define SLUICE_TRACE_H

#include <sluice/destination.h>

#define SLUICE_TRACE_ID "sluice.trace/1"

#ifdef __cplusplus
extern "C" {
#endif

/* What a text is. An unknown one is shown as it is. */
enum {
  SLUICE_TRACE_REQUEST = 1, /* as it goes out, or would */
  SLUICE_TRACE_REPLY = 2,   /* as it came */
  SLUICE_TRACE_NOTE = 3     /* a sentence: why nothing goes out, what is left out */
};

/* Growable, as the next: struct_size first. Lent until shutdown() returns. */
typedef struct sluice_trace_host {
  uint32_t struct_size;
  uint32_t reserved0;
  /* [any thread] Borrowed until it returns; cut at 64 KiB. `id` is sluice_record.id. Never calls back into the plugin. */
  void (*tell)(sluice_ctx *, sluice_str id, uint32_t what, sluice_str text);
} sluice_trace_host;

/* What the plugin gives: a static const table, all functions set. */
typedef struct sluice_trace {
  uint32_t struct_size;
  uint32_t reserved0;
  /* [serial] From now on what goes out for a record and comes back is told, before the record's verdict. Before the first
   * send(), once. */
  sluice_rc (*begin)(sluice_instance *, const sluice_trace_host *);
  /* [serial] After begin(): tells the request of this record, before it returns, and sends nothing. UNSUPPORTED if the
   * plugin cannot tell it without sending. */
  sluice_rc (*preview)(sluice_instance *, const sluice_record *);
} sluice_trace;

#ifdef __cplusplus
}
#endif
#endif
