/* Preloaded into a host under test: its wall clock is ahead by as many seconds as the file that CLOCK_SHIFT names says, at
   every moment. The monotonic clocks stay. time() stays too, by which OpenSSL judges certificates. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t* shift;

__attribute__((constructor)) static void open_shift(void) {
    const char* path = getenv("CLOCK_SHIFT");
    const int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        void* mapped = mmap(NULL, sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
        shift = mapped == MAP_FAILED ? NULL : mapped;
        close(file);
    }
}

int clock_gettime(clockid_t clock, struct timespec* now) {
    const int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && clock == CLOCK_REALTIME && shift != NULL) {
        now->tv_sec += (time_t)atomic_load(shift);
    }
    return result;
}
