/// poll, select and epoll. The kernel says what is ready; how long to wait is the scheduler's.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "mock.h"

/// A wait of nothing still takes a little time, or a loop of them would never end.
static sb_time deadline_after(sb_time duration)
{
    return duration < 0 ? SB_NEVER : sb_after(duration < SB_MICROSECOND ? SB_MICROSECOND : duration);
}

static sb_time duration_of(const struct timespec *timeout)
{
    return timeout ? sb_time_of(timeout) : -1;
}

/// `duration` below 0: for ever.
static int poll_until(struct pollfd *polls, nfds_t count, sb_time duration)
{
    struct sb_wait wait = {
        .what = "poll", .deadline = deadline_after(duration), .polls = polls, .count = count};
    sb_mock_settle_polls(polls, count);
    for (;;) {
        int result = SB_REAL(poll)(polls, count, 0);
        if (result != 0)
            return result;
        switch (sb_block(&wait)) {
        case SB_WOKEN:
            break;
        case SB_TIMED_OUT:
            return SB_REAL(poll)(polls, count, 0);
        case SB_INTERRUPTED:
            errno = EINTR;
            return -1;
        }
    }
}

SB_INTERPOSED int poll(struct pollfd *polls, nfds_t count, int timeout)
{
    return sb_virtual() ? poll_until(polls, count, timeout < 0 ? -1 : timeout * SB_MILLISECOND)
                        : SB_REAL(poll)(polls, count, timeout);
}

SB_INTERPOSED int __poll_chk(struct pollfd *polls, nfds_t count, int timeout, size_t size)
{
    return sb_virtual() ? poll(polls, count, timeout) : SB_REAL(__poll_chk)(polls, count, timeout, size);
}

/// Runs `wait` with the signal mask that the call asks for. Not atomic, as the kernel's is: a signal that comes between
/// the two is handled before the wait instead of ending it.
static void set_mask(const sigset_t *mask, sigset_t *previous)
{
    if (mask)
        pthread_sigmask(SIG_SETMASK, mask, previous);
}

static void restore_mask(const sigset_t *mask, const sigset_t *previous)
{
    int error = errno;
    if (mask)
        pthread_sigmask(SIG_SETMASK, previous, NULL);
    errno = error;
}

SB_INTERPOSED int ppoll(
    struct pollfd *polls, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
    if (!sb_virtual())
        return SB_REAL(ppoll)(polls, count, timeout, mask);
    sigset_t previous;
    set_mask(mask, &previous);
    int result = poll_until(polls, count, duration_of(timeout));
    restore_mask(mask, &previous);
    return result;
}

SB_INTERPOSED int __ppoll_chk(
    struct pollfd *polls, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t size)
{
    return sb_virtual() ? ppoll(polls, count, timeout, mask)
                        : SB_REAL(__ppoll_chk)(polls, count, timeout, mask, size);
}

static bool is_in(int fd, const fd_set *set)
{
    return set && FD_ISSET(fd, set);
}

/// The descriptors of the three sets; null when memory is short.
static struct pollfd *polls_of(int limit, const fd_set *reads, const fd_set *writes, const fd_set *others, nfds_t *count)
{
    struct pollfd *polls = calloc((size_t)limit + 1, sizeof *polls);
    *count = 0;
    for (int fd = 0; polls && fd < limit; fd++) {
        int events = (is_in(fd, reads) ? POLLIN : 0) | (is_in(fd, writes) ? POLLOUT : 0)
            | (is_in(fd, others) ? POLLPRI : 0);
        if (events)
            polls[(*count)++] = (struct pollfd){.fd = fd, .events = (short)events};
    }
    return polls;
}

/// Leaves in `set` the descriptors among `polls` that have one of `events`.
static int keep_ready(fd_set *set, const struct pollfd *polls, nfds_t count, short asked, short events)
{
    int found = 0;
    for (nfds_t i = 0; set && i < count; i++) {
        if (!(polls[i].events & asked))
            continue;
        if (polls[i].revents & events)
            found++;
        else
            FD_CLR(polls[i].fd, set);
    }
    return found;
}

static int select_until(int limit, fd_set *reads, fd_set *writes, fd_set *others, sb_time duration)
{
    if (limit < 0 || limit > FD_SETSIZE) {
        errno = EINVAL;
        return -1;
    }
    nfds_t count;
    struct pollfd *polls = polls_of(limit, reads, writes, others, &count);
    if (!polls) {
        errno = ENOMEM;
        return -1;
    }
    int result = poll_until(polls, count, duration);
    for (nfds_t i = 0; i < count && result > 0; i++)
        if (polls[i].revents & POLLNVAL) {
            errno = EBADF;
            result = -1;
        }
    if (result >= 0)
        result = keep_ready(reads, polls, count, POLLIN, POLLIN | POLLHUP | POLLERR)
            + keep_ready(writes, polls, count, POLLOUT, POLLOUT | POLLERR)
            + keep_ready(others, polls, count, POLLPRI, POLLPRI);
    free(polls);
    return result;
}

SB_INTERPOSED int select(int limit, fd_set *reads, fd_set *writes, fd_set *others, struct timeval *timeout)
{
    if (!sb_virtual())
        return SB_REAL(select)(limit, reads, writes, others, timeout);
    struct timespec time = {0};
    if (timeout)
        time = (struct timespec){timeout->tv_sec, timeout->tv_usec * SB_MICROSECOND};
    sb_time duration = timeout ? sb_time_of(&time) : -1;
    if (timeout && duration < 0) {
        errno = EINVAL;
        return -1;
    }
    return select_until(limit, reads, writes, others, duration);
}

SB_INTERPOSED int pselect(
    int limit, fd_set *reads, fd_set *writes, fd_set *others, const struct timespec *timeout, const sigset_t *mask)
{
    if (!sb_virtual())
        return SB_REAL(pselect)(limit, reads, writes, others, timeout, mask);
    sigset_t previous;
    set_mask(mask, &previous);
    int result = select_until(limit, reads, writes, others, duration_of(timeout));
    restore_mask(mask, &previous);
    return result;
}

static int by_data(const void *left, const void *right)
{
    uint64_t a = ((const struct epoll_event *)left)->data.u64, b = ((const struct epoll_event *)right)->data.u64;
    return a < b ? -1 : a > b;
}

/// The kernel lists events in the order in which they came about, in real time: ours is always the same.
static int sorted(struct epoll_event *events, int count)
{
    if (count > 1)
        qsort(events, (size_t)count, sizeof *events, by_data);
    return count;
}

static int epoll_until(int epoll, struct epoll_event *events, int capacity, sb_time duration)
{
    struct pollfd poll = {.fd = epoll, .events = POLLIN};
    struct sb_wait wait = {
        .what = "epoll",
        .deadline = deadline_after(duration),
        .polls = &poll,
        .count = 1,
        .every_connection = true,
    };
    sb_mock_settle_wait(&wait);
    for (;;) {
        int result = SB_REAL(epoll_wait)(epoll, events, capacity, 0);
        if (result != 0)
            return sorted(events, result);
        switch (sb_block(&wait)) {
        case SB_WOKEN:
            break;
        case SB_TIMED_OUT:
            return sorted(events, SB_REAL(epoll_wait)(epoll, events, capacity, 0));
        case SB_INTERRUPTED:
            errno = EINTR;
            return -1;
        }
    }
}

SB_INTERPOSED int epoll_wait(int epoll, struct epoll_event *events, int capacity, int timeout)
{
    return sb_virtual() ? epoll_until(epoll, events, capacity, timeout < 0 ? -1 : timeout * SB_MILLISECOND)
                        : SB_REAL(epoll_wait)(epoll, events, capacity, timeout);
}

SB_INTERPOSED int epoll_pwait(
    int epoll, struct epoll_event *events, int capacity, int timeout, const sigset_t *mask)
{
    if (!sb_virtual())
        return SB_REAL(epoll_pwait)(epoll, events, capacity, timeout, mask);
    sigset_t previous;
    set_mask(mask, &previous);
    int result = epoll_wait(epoll, events, capacity, timeout);
    restore_mask(mask, &previous);
    return result;
}

SB_INTERPOSED int epoll_pwait2(
    int epoll, struct epoll_event *events, int capacity, const struct timespec *timeout, const sigset_t *mask)
{
    if (!sb_virtual())
        return SB_REAL(epoll_pwait2)(epoll, events, capacity, timeout, mask);
    sigset_t previous;
    set_mask(mask, &previous);
    int result = epoll_until(epoll, events, capacity, duration_of(timeout));
    restore_mask(mask, &previous);
    return result;
}
