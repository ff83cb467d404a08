#include "workers.h"

#include "deliver.h"
#include "judge.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

static const uint64_t longest_exchange_ns = 10u * UINT64_C(1000000000);
static const size_t stack_bytes = 256 * 1024; /* an exchange holds 16 KiB of a reply */

typedef struct job {
    const sluice_record* record;
    uint64_t deadline_ns;
} job;

struct workers {
    const sluice_host* host;
    sluice_ctx* ctx;
    const settings* setting;
    const fields* field;
    pthread_mutex_t lock; /* of all that follows but cancel_fd */
    pthread_cond_t wake;
    job queue[most_in_flight]; /* a ring */
    size_t first;
    size_t waiting;
    int is_cancelled;
    int cancel_fd; /* readable from the first cancel on: every wait of every worker sees it */
    size_t n_threads;
    pthread_t threads[most_in_flight];
};

static void answer_cancelled(const workers* self, const sluice_record* record) {
    verdict out;
    judge_unsent(SLUICE_CANCELLED, SLUICE_WHY_NONE, "cancelled", "", &out);
    out.result.token = record->token;
    self->host->complete(self->ctx, &out.result, 1);
}

/* The next job; 0 once there will be none. */
static int next_job(workers* self, job* out) {
    int is_there = 0;
    (void)pthread_mutex_lock(&self->lock);
    while (self->waiting == 0 && !self->is_cancelled) {
        (void)pthread_cond_wait(&self->wake, &self->lock);
    }
    if (self->waiting > 0) {
        *out = self->queue[self->first];
        self->first = (self->first + 1) % most_in_flight;
        self->waiting--;
        is_there = 1;
    }
    (void)pthread_mutex_unlock(&self->lock);
    return is_there;
}

static void* work(void* argument) {
    workers* self = (workers*)argument;
    courier by = {self->host, self->ctx, self->setting, self->field, ""};
    job next;
    while (next_job(self, &next)) {
        http_limits limits;
        limits.deadline_ns = mono_ns_now() + longest_exchange_ns;
        limits.cancel_fd = self->cancel_fd;
        if (next.deadline_ns != 0 && next.deadline_ns < limits.deadline_ns) {
            limits.deadline_ns = next.deadline_ns;
        }
        deliver(&by, next.record, &limits);
    }
    return NULL;
}

static int start_threads(workers* self) {
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (error != 0) {
        return 0;
    }
    error = pthread_attr_setstacksize(&attributes, stack_bytes);
    while (error == 0 && self->n_threads < most_in_flight) {
        error = pthread_create(&self->threads[self->n_threads], &attributes, work, self);
        self->n_threads += error == 0;
    }
    (void)pthread_attr_destroy(&attributes);
    return error == 0;
}

workers* workers_start(
    const sluice_host* host, sluice_ctx* ctx, const settings* setting, const fields* field
) {
    workers* self = (workers*)calloc(1, sizeof *self);
    if (self == NULL) {
        return NULL;
    }
    self->host = host;
    self->ctx = ctx;
    self->setting = setting;
    self->field = field;
    (void)pthread_mutex_init(&self->lock, NULL);
    (void)pthread_cond_init(&self->wake, NULL);
    self->cancel_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (self->cancel_fd < 0 || !start_threads(self)) {
        workers_end(self);
        return NULL;
    }
    return self;
}

int workers_take(workers* self, const sluice_batch* batch) {
    size_t i = 0;
    int is_cancelled = 0;
    (void)pthread_mutex_lock(&self->lock);
    is_cancelled = self->is_cancelled;
    if (batch->n_records > most_in_flight - self->waiting) {
        (void)pthread_mutex_unlock(&self->lock);
        return 0;
    }
    for (i = 0; i < batch->n_records && !is_cancelled; i++) {
        job* last = &self->queue[(self->first + self->waiting) % most_in_flight];
        last->record = &batch->records[i];
        last->deadline_ns = batch->deadline_mono_ns;
        self->waiting++;
    }
    (void)pthread_cond_broadcast(&self->wake);
    (void)pthread_mutex_unlock(&self->lock);
    for (i = 0; i < batch->n_records && is_cancelled; i++) {
        answer_cancelled(self, &batch->records[i]);
    }
    return 1;
}

void workers_cancel(workers* self) {
    const uint64_t one = 1;
    job dropped[most_in_flight];
    size_t n_dropped = 0;
    size_t i = 0;
    (void)pthread_mutex_lock(&self->lock);
    for (; self->waiting > 0; self->waiting--) {
        dropped[n_dropped++] = self->queue[self->first];
        self->first = (self->first + 1) % most_in_flight;
    }
    if (!self->is_cancelled && self->cancel_fd >= 0) {
        ssize_t written = write(self->cancel_fd, &one, sizeof one);
        (void)written; /* 8 bytes into an empty eventfd cannot fail */
    }
    self->is_cancelled = 1;
    (void)pthread_cond_broadcast(&self->wake);
    (void)pthread_mutex_unlock(&self->lock);
    for (i = 0; i < n_dropped; i++) {
        answer_cancelled(self, dropped[i].record);
    }
}

void workers_end(workers* self) {
    size_t i = 0;
    workers_cancel(self);
    for (i = 0; i < self->n_threads; i++) {
        (void)pthread_join(self->threads[i], NULL);
    }
    if (self->cancel_fd >= 0) {
        (void)close(self->cancel_fd);
    }
    (void)pthread_cond_destroy(&self->wake);
    (void)pthread_mutex_destroy(&self->lock);
    free(self);
}
