#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { most_head_bytes = 16384 };

uint64_t mono_ns_now(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* HTTP_REPLIED: fd is ready; else why the wait is over. */
static http_end wait_for(int fd, short events, const http_limits* limits) {
    struct pollfd fds[2];
    fds[0].fd = fd;
    fds[0].events = events;
    fds[1].fd = limits->cancel_fd;
    fds[1].events = POLLIN;
    for (;;) {
        const uint64_t now = mono_ns_now();
        uint64_t left_ms =
            now >= limits->deadline_ns ? 0 : (limits->deadline_ns - now) / 1000000u + 1;
        int ready = 0;
        if (left_ms == 0) {
            return HTTP_TIMEOUT;
        }
        left_ms = left_ms > 60000 ? 60000 : left_ms;
        ready = poll(fds, 2, (int)left_ms);
        if (ready > 0 && fds[1].revents != 0) {
            return HTTP_CANCELLED;
        }
        if (ready > 0) {
            return HTTP_REPLIED;
        }
        if (ready < 0 && errno != EINTR) {
            return HTTP_LOST;
        }
    }
}

static int start_connecting(const endpoint* to) {
    const int fd =
        socket(to->is_ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int result = 0;
    if (fd < 0) {
        return -1;
    }
    if (to->is_ipv6) {
        struct sockaddr_in6 address;
        memset(&address, 0, sizeof address);
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(to->port);
        address.sin6_addr = in6addr_loopback;
        result = connect(fd, (const struct sockaddr*)&address, sizeof address);
    } else {
        struct sockaddr_in address;
        memset(&address, 0, sizeof address);
        address.sin_family = AF_INET;
        address.sin_port = htons(to->port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        result = connect(fd, (const struct sockaddr*)&address, sizeof address);
    }
    if (result != 0 && errno != EINPROGRESS && errno != EINTR) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static http_end finish_connecting(int fd, const http_limits* limits) {
    int error = 0;
    socklen_t len = sizeof error;
    const http_end end = wait_for(fd, POLLOUT, limits);
    if (end != HTTP_REPLIED) {
        return end;
    }
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 && error == 0 ? HTTP_REPLIED
                                                                                 : HTTP_UNREACHABLE;
}

static int is_again(ssize_t result) {
    return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

static http_end
write_all(int fd, const buffer* request, const http_limits* limits, int* was_written) {
    size_t done = 0;
    while (done < request->len) {
        const http_end end = wait_for(fd, POLLOUT, limits);
        ssize_t written = 0;
        if (end != HTTP_REPLIED) {
            return end;
        }
        written = send(fd, request->bytes + done, request->len - done, MSG_NOSIGNAL);
        if (written > 0) {
            *was_written = 1;
            done += (size_t)written;
        } else if (!is_again(written)) {
            /* A refusal may lie there already: 413 to a body that was too long to read. */
            return HTTP_REPLIED;
        }
    }
    return HTTP_REPLIED;
}

static http_end read_head(int fd, const http_limits* limits, http_reply* reply) {
    char head[most_head_bytes];
    size_t len = 0;
    while (len < sizeof head) {
        const http_end end = wait_for(fd, POLLIN, limits);
        ssize_t got = 0;
        int state = 0;
        if (end != HTTP_REPLIED) {
            return end;
        }
        got = recv(fd, head + len, sizeof head - len, 0);
        if (is_again(got)) {
            continue;
        }
        if (got <= 0) {
            return len == 0 ? HTTP_LOST : HTTP_GARBLED;
        }
        len += (size_t)got;
        state = http_read_head(head, len, reply);
        if (state != 0) {
            return state > 0 ? HTTP_REPLIED : HTTP_GARBLED;
        }
    }
    return HTTP_GARBLED;
}

http_reply http_exchange(const endpoint* to, const buffer* request, const http_limits* limits) {
    http_reply reply;
    const int fd = start_connecting(to);
    memset(&reply, 0, sizeof reply);
    reply.end = HTTP_UNREACHABLE;
    if (fd < 0) {
        return reply;
    }
    reply.end = finish_connecting(fd, limits);
    if (reply.end == HTTP_REPLIED) {
        reply.end = write_all(fd, request, limits, &reply.was_written);
    }
    if (reply.end == HTTP_REPLIED) {
        reply.end = read_head(fd, limits, &reply);
    }
    (void)close(fd);
    return reply;
}
