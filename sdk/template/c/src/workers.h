/* The threads that deliver, and the queue in front of them. Made by init, ended by shutdown. */
#ifndef WORKERS_H
#define WORKERS_H

#include "fields.h"
#include "settings.h"

#include <sluice/destination.h>

/* As many records as may be without a verdict, and a thread for each of them. */
enum { most_in_flight = 64 };

typedef struct workers workers;

/* [serial] NULL if there is no memory or there are no threads. Keeps what it is given until
 * workers_end(). */
workers* workers_start(
    const sluice_host* host, sluice_ctx* ctx, const settings* setting, const fields* field
);

/* [serial] All of the batch, or none of it: gives 0 if there is no room, for the host has been told
 * most_in_flight. */
int workers_take(workers* self, const sluice_batch* batch);

/* [any thread] Answers what waits; what is under way is answered by its worker, at once. */
void workers_cancel(workers* self);

/* [serial] Cancels, joins, frees. */
void workers_end(workers* self);

#endif
